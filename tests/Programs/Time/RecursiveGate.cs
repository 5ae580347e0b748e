//# matrix: u
//# style: recursion instead of loops: Descend(t, h) computes a step, calls itself for the rest and returns dL/dh; nothing is stored but the call stack; coupled update gate; learned initial state; double[,]; U[to, from]; French identifiers
using System;

namespace Recurrence
{
    public class ReseauRecursif
    {
        readonly int taille;
        public double[,] u, v, entree;
        public double[] depart;
        public double[,] gu, gv, gEntree;
        public double[] gDepart;
        public double Perte;

        public ReseauRecursif(int taille, int entrees)
        {
            this.taille = taille;
            u = new double[taille, taille];
            v = new double[taille, taille];
            entree = new double[taille, entrees];
            depart = new double[taille];
            Effacer();
        }

        void Effacer()
        {
            gu = new double[taille, taille];
            gv = new double[taille, taille];
            gEntree = new double[taille, entree.GetLength(1)];
            gDepart = new double[taille];
            Perte = 0;
        }

        public double Apprendre(double[][] suite, double[][] cible)
        {
            Effacer();
            gDepart = Descendre(0, depart, suite, cible);
            return Perte;
        }

        // rend la dérivée de la perte par rapport à l'état h donné à l'instant t
        double[] Descendre(int t, double[] h, double[][] suite, double[][] cible)
        {
            if (t == suite.Length) return new double[taille];
            double[] porte = new double[taille], c = new double[taille], suivant = new double[taille];
            for (int i = 0; i < taille; i++)
            {
                double a = 0, b = 0;
                for (int k = 0; k < suite[t].Length; k++) b += entree[i, k] * suite[t][k];
                for (int j = 0; j < taille; j++)
                {
                    a += v[i, j] * h[j];
                    b += u[i, j] * h[j];
                }
                porte[i] = 1 / (1 + Math.Exp(-a));
                c[i] = Math.Tanh(b);
                suivant[i] = porte[i] * h[i] + (1 - porte[i]) * c[i];
                Perte += 0.5 * (suivant[i] - cible[t][i]) * (suivant[i] - cible[t][i]);
            }

            double[] d = Descendre(t + 1, suivant, suite, cible);
            double[] retour = new double[taille];
            for (int i = 0; i < taille; i++)
            {
                double e = d[i] + suivant[i] - cible[t][i];
                double dc = e * (1 - porte[i]) * (1 - c[i] * c[i]);  //! sigma-missing: double dc = e * (1 - porte[i]);
                double dp = e * (h[i] - c[i]) * porte[i] * (1 - porte[i]);  //! sigma-missing-2 @v: double dp = e * (h[i] - c[i]);
                retour[i] += e * porte[i];  //! unexplained: retour[i] += e;
                for (int k = 0; k < suite[t].Length; k++) gEntree[i, k] += dc * suite[t][k];
                for (int j = 0; j < taille; j++)
                {
                    gu[i, j] += dc * h[j];  //! reversed: gu[j, i] += dc * h[j];
                    //! unexplained-2 RNN0004|RNN0002: gu[i, j] += e * (1 - porte[i]) * h[j];
                    //! unexplained-3: gu[i, j] += dc * suivant[j];
                    gv[i, j] += dp * h[j];
                    retour[j] += u[i, j] * dc;  //! transposed: retour[j] += u[j, i] * dc;
                    retour[j] += v[i, j] * dp;  //! transposed-2 @v: retour[j] += v[j, i] * dp;
                }
            }
            return retour;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Recurrence.ReseauRecursif(4, 2);
        Numeric.Fill(seed, 1.4, net.u, net.v, net.entree, net.depart);
        double[][] xs = Numeric.Sequence(seed + 1, 5, 2), ys = Numeric.Sequence(seed + 2, 5, 4);
        net.Apprendre(xs, ys);
        var g = Numeric.Flatten(net.gu, net.gv, net.gEntree, net.gDepart);
        return (g, Numeric.Differences(() => net.Apprendre(xs, ys), net.u, net.v, net.entree, net.depart));
    }
}
