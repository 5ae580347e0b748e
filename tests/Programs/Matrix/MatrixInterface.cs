//# matrix: W
//# style: IMatrix interface with one implementation and a factory; virtual calls; sigmoid; W[to, from]; while loop
using System;
using System.Collections.Generic;

namespace Abstractions
{
    public interface IMatrix
    {
        int Rows { get; }
        int Columns { get; }
        double this[int row, int column] { get; set; }
        IMatrix Times(IMatrix other);
        IMatrix TransposeTimes(IMatrix other);
        IMatrix TimesTranspose(IMatrix other);
        void AddInPlace(IMatrix other);
    }

    public static class MatrixFactory
    {
        public static IMatrix Create(int rows, int columns) => new DenseMatrix(rows, columns);
    }

    internal sealed class DenseMatrix : IMatrix
    {
        private readonly double[][] data;

        public DenseMatrix(int rows, int columns)
        {
            data = new double[rows][];
            for (int i = 0; i < rows; i++) data[i] = new double[columns];
            Columns = columns;
        }

        public int Rows => data.Length;

        public int Columns { get; }

        public double this[int row, int column]
        {
            get => data[row][column];
            set => data[row][column] = value;
        }

        public IMatrix Times(IMatrix other) => Build(Rows, other.Columns, Columns, (i, j, k) => this[i, k] * other[k, j]);

        public IMatrix TransposeTimes(IMatrix other) => Build(Columns, other.Columns, Rows, (i, j, k) => this[k, i] * other[k, j]);

        public IMatrix TimesTranspose(IMatrix other) => Build(Rows, other.Rows, Columns, (i, j, k) => this[i, k] * other[j, k]);

        public void AddInPlace(IMatrix other)
        {
            for (int i = 0; i < Rows; i++)
                for (int j = 0; j < Columns; j++)
                    this[i, j] += other[i, j];
        }

        private static IMatrix Build(int rows, int columns, int inner, Func<int, int, int, double> term)
        {
            IMatrix m = MatrixFactory.Create(rows, columns);
            for (int i = 0; i < rows; i++)
                for (int j = 0; j < columns; j++)
                    for (int k = 0; k < inner; k++)
                        m[i, j] += term(i, j, k);
            return m;
        }
    }

    public class SequenceCell
    {
        public IMatrix W { get; }
        public IMatrix U { get; }
        public IMatrix GradientW { get; private set; }
        public IMatrix GradientU { get; private set; }

        private readonly List<IMatrix> inputs = new();
        private readonly List<IMatrix> states = new();

        public SequenceCell(int inputSize, int stateSize)
        {
            var random = new Random();
            W = MatrixFactory.Create(stateSize, stateSize);
            U = MatrixFactory.Create(stateSize, inputSize);
            foreach (var m in new[] { W, U })
                for (int i = 0; i < m.Rows; i++)
                    for (int j = 0; j < m.Columns; j++)
                        m[i, j] = random.NextDouble() * 2 - 1;
        }

        public void Begin()
        {
            inputs.Clear();
            states.Clear();
            states.Add(MatrixFactory.Create(W.Rows, 1));
        }

        public IMatrix Forward(IMatrix x)
        {
            IMatrix z = W.Times(states[states.Count - 1]);
            z.AddInPlace(U.Times(x));
            for (int i = 0; i < z.Rows; i++)
                z[i, 0] = 1 / (1 + Math.Exp(-z[i, 0]));
            inputs.Add(x);
            states.Add(z);
            return z;
        }

        /// <summary>Gradients for a loss whose derivative by the last state is <paramref name="dLast"/>.</summary>
        public void Backward(IMatrix dLast)
        {
            GradientW = MatrixFactory.Create(W.Rows, W.Columns);
            GradientU = MatrixFactory.Create(U.Rows, U.Columns);
            IMatrix d = dLast;
            int t = inputs.Count;
            while (t > 0)
            {
                IMatrix dz = MatrixFactory.Create(W.Rows, 1);
                for (int i = 0; i < dz.Rows; i++)
                {
                    double a = states[t][i, 0];
                    dz[i, 0] = d[i, 0] * a * (1 - a);
                    //! sigma-missing: dz[i, 0] = d[i, 0];
                    //! sigma-wrong: dz[i, 0] = d[i, 0] * (1 - a);
                }

                GradientU.AddInPlace(dz.TimesTranspose(inputs[t - 1]));
                GradientW.AddInPlace(dz.TimesTranspose(states[t - 1]));  //! reversed: GradientW.AddInPlace(states[t - 1].TimesTranspose(dz));
                d = W.TransposeTimes(dz);  //! transposed: d = W.Times(dz);
                t--;
            }
        }
    }
}

//--- harness
static class Harness
{
    static Abstractions.IMatrix Column(double[] v)
    {
        var m = Abstractions.MatrixFactory.Create(v.Length, 1);
        for (int i = 0; i < v.Length; i++) m[i, 0] = v[i];
        return m;
    }

    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var cell = new Abstractions.SequenceCell(2, 4);
        Numeric.Fill(seed, cell.W, cell.U);
        var xs = Array.ConvertAll(Numeric.Sequence(seed + 1, 5, 2), Column);
        var up = Column(Numeric.Vector(seed + 2, 4));
        Abstractions.IMatrix Run() { cell.Begin(); Abstractions.IMatrix h = null!; foreach (var x in xs) h = cell.Forward(x); return h; }
        Run();
        cell.Backward(up);
        return (Numeric.Flatten(cell.GradientW, cell.GradientU), Numeric.Differences(() => Numeric.Dot(up, Run()), cell.W, cell.U));
    }
}
