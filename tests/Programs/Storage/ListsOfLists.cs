//# matrix: Recurrentes
//# style: List<List<double>>; Spanish identifiers; sigmoid; fields; forward and backward in two methods; W[to][from]; update in the backward method
using System;
using System.Collections.Generic;
using System.Linq;

namespace RedesNeuronales
{
    public class RedRecurrente
    {
        public List<List<double>> Entradas = new List<List<double>>();
        public List<List<double>> Recurrentes = new List<List<double>>();
        public List<double> Sesgos = new List<double>();
        public List<List<double>> Historia = new List<List<double>>();

        private readonly int ocultas;

        public RedRecurrente(int entradas, int ocultas)
        {
            this.ocultas = ocultas;
            Random azar = new Random();
            for (int i = 0; i < ocultas; i++)
            {
                Entradas.Add(Enumerable.Range(0, entradas).Select(_ => azar.NextDouble() - 0.5).ToList());
                Recurrentes.Add(Enumerable.Range(0, ocultas).Select(_ => azar.NextDouble() - 0.5).ToList());
                Sesgos.Add(0);
            }
        }

        public void Propagar(List<List<double>> secuencia)
        {
            Historia.Clear();
            Historia.Add(Enumerable.Repeat(0.0, ocultas).ToList());
            foreach (List<double> x in secuencia)
            {
                List<double> anterior = Historia[Historia.Count - 1];
                List<double> actual = new List<double>();
                for (int i = 0; i < ocultas; i++)
                {
                    double suma = Sesgos[i];
                    for (int k = 0; k < x.Count; k++)
                        suma += Entradas[i][k] * x[k];
                    for (int j = 0; j < ocultas; j++)
                        suma += Recurrentes[i][j] * anterior[j];
                    actual.Add(Sigmoide(suma));
                }
                Historia.Add(actual);
            }
        }

        public double Error(List<List<double>> secuencia, List<double> objetivo)
        {
            Propagar(secuencia);
            double error = 0;
            for (int t = 1; t < Historia.Count; t++)
                for (int i = 0; i < ocultas; i++)
                    error += Math.Pow(Historia[t][i] - objetivo[i], 2) / 2;
            return error;
        }

        // Llamar a Propagar primero.
        public void Retropropagar(List<List<double>> secuencia, List<double> objetivo, double tasa)
        {
            double[,] gradEntradas = new double[ocultas, secuencia[0].Count];
            double[,] gradRecurrentes = new double[ocultas, ocultas];
            double[] gradSesgos = new double[ocultas];
            List<double> futuro = Enumerable.Repeat(0.0, ocultas).ToList();

            for (int t = secuencia.Count; t >= 1; t--)
            {
                List<double> delta = new List<double>();
                for (int i = 0; i < ocultas; i++)
                {
                    double salida = Historia[t][i];
                    delta.Add((salida - objetivo[i] + futuro[i]) * salida * (1 - salida));
                    //! sigma-missing: delta.Add(salida - objetivo[i] + futuro[i]);
                    //! sigma-wrong: delta.Add((salida - objetivo[i] + futuro[i]) * (1 - salida * salida));
                }

                futuro = new List<double>();
                for (int j = 0; j < ocultas; j++)
                {
                    double suma = 0;
                    for (int i = 0; i < ocultas; i++)
                        suma += Recurrentes[i][j] * delta[i];  //! transposed: suma += Recurrentes[j][i] * delta[i];
                    futuro.Add(suma);
                }

                for (int i = 0; i < ocultas; i++)
                {
                    gradSesgos[i] += delta[i];
                    for (int k = 0; k < secuencia[t - 1].Count; k++)
                        gradEntradas[i, k] += delta[i] * secuencia[t - 1][k];
                    for (int j = 0; j < ocultas; j++)
                        gradRecurrentes[i, j] += delta[i] * Historia[t - 1][j];
                        //! reversed: gradRecurrentes[j, i] += delta[i] * Historia[t - 1][j];
                        //! overwritten: gradRecurrentes[i, j] = delta[i] * Historia[t - 1][j];
                }
            }

            for (int i = 0; i < ocultas; i++)
            {
                Sesgos[i] -= tasa * gradSesgos[i];
                for (int k = 0; k < Entradas[i].Count; k++)
                    Entradas[i][k] -= tasa * gradEntradas[i, k];
                for (int j = 0; j < ocultas; j++)
                    Recurrentes[i][j] -= tasa * gradRecurrentes[i, j];
            }
        }

        private static double Sigmoide(double x)
        {
            return 1 / (1 + Math.Exp(-x));
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new RedesNeuronales.RedRecurrente(2, 4);
        object[] p = [net.Entradas, net.Recurrentes, net.Sesgos];
        Numeric.Fill(seed, p);
        var xs = Numeric.Sequence(seed + 1, 5, 2).Select(v => v.ToList()).ToList();
        var y = Numeric.Vector(seed + 2, 4).ToList();
        var implemented = Numeric.FromUpdate(0.1, () => { net.Propagar(xs); net.Retropropagar(xs, y, 0.1); }, p);
        return (implemented, Numeric.Differences(() => net.Error(xs, y), p));
    }
}
