//# matrix: W
//# style: recursion over time instead of a loop; jagged; leaky ReLU; W[to][from]; German identifiers; gradient in fields
using System;

namespace Rekursiv
{
    public class RekursivesNetz
    {
        const double Leck = 0.1;

        public double[][] W;
        public double[][] E;
        public double[][] gradW;
        public double[][] gradE;
        double[][] zustand;

        public RekursivesNetz(int eingaenge, int neuronen)
        {
            var zufall = new Random(11);
            W = Matrix(neuronen, neuronen, () => zufall.NextDouble() - 0.5);
            E = Matrix(neuronen, eingaenge, () => zufall.NextDouble() - 0.5);
            gradW = Matrix(neuronen, neuronen, () => 0);
            gradE = Matrix(neuronen, eingaenge, () => 0);
        }

        public double[] Vorwaerts(double[][] x)
        {
            zustand = new double[x.Length][];
            return Zustand(x, x.Length - 1);
        }

        double[] Zustand(double[][] x, int t)
        {
            if (t < 0) return new double[W.Length];
            double[] vorher = Zustand(x, t - 1);
            double[] neu = new double[W.Length];
            for (int i = 0; i < neu.Length; i++)
            {
                double summe = 0;
                for (int j = 0; j < vorher.Length; j++) summe += W[i][j] * vorher[j];
                for (int k = 0; k < x[t].Length; k++) summe += E[i][k] * x[t][k];
                neu[i] = summe > 0 ? summe : Leck * summe;
            }
            zustand[t] = neu;
            return neu;
        }

        // fehler = Ableitung des Verlusts nach dem letzten Zustand
        public void Rueckwaerts(double[][] x, double[] fehler)
        {
            Schritt(x, x.Length - 1, fehler);
        }

        void Schritt(double[][] x, int t, double[] fehler)
        {
            if (t < 0) return;
            int n = W.Length;
            double[] delta = new double[n];
            for (int i = 0; i < n; i++)
                delta[i] = zustand[t][i] > 0 ? fehler[i] : Leck * fehler[i];
                //! sigma-missing: delta[i] = fehler[i];
                //! sigma-wrong-step: delta[i] = t == 0 || zustand[t - 1][i] > 0 ? fehler[i] : Leck * fehler[i];
            double[] weiter = new double[n];
            for (int i = 0; i < n; i++)
            {
                for (int k = 0; k < x[t].Length; k++) gradE[i][k] += delta[i] * x[t][k];
                for (int j = 0; j < n; j++)
                {
                    if (t > 0) gradW[i][j] += delta[i] * zustand[t - 1][j];  //! reversed: if (t > 0) gradW[i][j] += delta[j] * zustand[t - 1][i];
                    weiter[j] += W[i][j] * delta[i];  //! transposed: weiter[j] += W[j][i] * delta[i];
                }
            }
            Schritt(x, t - 1, weiter);
        }

        static double[][] Matrix(int zeilen, int spalten, Func<double> wert)
        {
            double[][] m = new double[zeilen][];
            for (int i = 0; i < zeilen; i++)
            {
                m[i] = new double[spalten];
                for (int j = 0; j < spalten; j++) m[i][j] = wert();
            }
            return m;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Rekursiv.RekursivesNetz(2, 4);
        Numeric.Fill(seed, net.W, net.E);
        var xs = Numeric.Sequence(seed + 1, 5, 2);
        var up = Numeric.Vector(seed + 2, 4);
        net.Vorwaerts(xs);
        net.Rueckwaerts(xs, up);
        return (Numeric.Flatten(net.gradW, net.gradE), Numeric.Differences(() => Numeric.Dot(up, net.Vorwaerts(xs)), net.W, net.E));
    }
}
