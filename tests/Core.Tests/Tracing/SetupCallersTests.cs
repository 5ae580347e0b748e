using Microsoft.CodeAnalysis;
using RnnLint.Core.Tests.Programs;

namespace RnnLint.Core.Tests.Tracing;

/// <summary>Cells whose passes are only complete in the hands of someone else: a trainer, a driver, an initialiser called late.</summary>
public class SetupCallersTests
{
    /// <summary>Sizes set from outside, weights allocated and drawn by a late initialiser of the derived class, members handed on while still null.</summary>
    private const string LateInitialiser = """
        public class Table
        {
            private readonly double[][] rows;
            public Table(int height, int width)
            {
                rows = new double[height][];
                for (int i = 0; i < height; i++)
                    rows[i] = new double[width];
            }

            public double[] this[int i] => rows[i];
        }

        public abstract class Net
        {
            public int Units { get; set; }
            protected Table Memory;
            protected System.Numerics.Vector<double> bound;
            protected static void Apply(double[] into, double[] from, Table m, int n)
            {
                for (int i = 0; i < n; i++)
                {
                    double sum = 0;
                    for (int j = 0; j < n; j++)
                        sum += m[i][j] * from[j];
                    into[i] += sum;
                }
            }

            protected static void Return(double[] into, double[] from, Table m, int n)
            {
                for (int i = 0; i < n; i++)
                {
                    double sum = 0;
                    for (int j = 0; j < n; j++)
                        sum += from[j] * INDEX;
                    into[i] = sum;
                }
            }
        }

        public class Simple : Net
        {
            private readonly double[] state;
            public Simple(double[] state) { this.state = state; Units = 30; }

            public void Prepare()
            {
                var random = new System.Random(3);
                Memory = new Table(Units, Units);
                for (int i = 0; i < Units; i++)
                    for (int j = 0; j < Units; j++)
                        Memory[i][j] = random.NextDouble() - 0.5;
            }

            public double[] Learn(double[][] xs, double[] target)
            {
                var hs = new double[xs.Length + 1][];
                hs[0] = state;
                for (int t = 0; t < xs.Length; t++)
                {
                    var z = (double[])xs[t].Clone();
                    Apply(z, hs[t], Memory, Units);
                    hs[t + 1] = new double[Units];
                    for (int i = 0; i < Units; i++)
                        hs[t + 1][i] = System.Math.Tanh(z[i]);
                }

                var back = new double[Units];
                for (int i = 0; i < Units; i++)
                    back[i] = hs[xs.Length][i] - target[i];
                for (int t = xs.Length; t > 0; t--)
                {
                    var d = new double[Units];
                    for (int i = 0; i < Units; i++)
                        d[i] = back[i] * (1 - hs[t][i] * hs[t][i]);
                    Return(back, d, Memory, Units);
                }

                return back;
            }
        }
        """;

    /// <summary>A layer that makes one cell object a step, and hands each a copy of its weights.</summary>
    private const string CellObjects = """
        public class Layer
        {
            private readonly double[] weights;
            private readonly int n;
            private System.Collections.Generic.List<Cell> cells;
            public double[] Gradient;

            public Layer(int n, System.Random random)
            {
                this.n = n;
                weights = new double[n * n];
                for (int i = 0; i < n * n; i++)
                    weights[i] = random.NextDouble() - 0.5;
            }

            public double[][] Forward(double[][] xs)
            {
                cells = new System.Collections.Generic.List<Cell>();
                var copy = (double[])weights.Clone();
                var h = new double[n];
                var hs = new double[xs.Length][];
                for (int t = 0; t < xs.Length; t++)
                {
                    var cell = new Cell(n, copy);
                    hs[t] = h = cell.Forward(xs[t], h);
                    cells.Add(cell);
                }

                return hs;
            }

            public double[] Backward(double[][] deltas)
            {
                Gradient = new double[n * n];
                var back = new double[n];
                for (int t = cells.Count - 1; t >= 0; t--)
                {
                    for (int i = 0; i < n; i++)
                        back[i] += deltas[t][i];
                    back = cells[t].Backward(back, Gradient);
                }

                return back;
            }
        }

        public class Cell
        {
            private readonly int n;
            private readonly double[] w;
            private double[] last;
            private double[] now;
            public Cell(int n, double[] w) { this.n = n; this.w = w; }

            public double[] Forward(double[] x, double[] h)
            {
                last = h;
                now = new double[n];
                for (int i = 0; i < n; i++)
                {
                    double sum = x[i];
                    for (int j = 0; j < n; j++)
                        sum += h[j] * w[j * n + i];
                    now[i] = System.Math.Tanh(sum);
                }

                return now;
            }

            public double[] Backward(double[] delta, double[] gradient)
            {
                var back = new double[n];
                var d = new double[n];
                for (int i = 0; i < n; i++)
                    d[i] = delta[i] * (1 - now[i] * now[i]);
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++)
                    {
                        back[i] += d[j] * w[INDEX];
                        gradient[i * n + j] += last[i] * d[j];
                    }

                return back;
            }
        }
        """;

    /// <summary>A trainer with data of a type that is not there, which steps a network, which steps the cell that it holds as its base.</summary>
    private const string Trainer = """
        public class Step { public double[] In, Out, Last; public Step(double[] x, double[] last) { In = x; Last = last; Out = new double[last.Length]; } }

        public abstract class Part
        {
            public abstract void Forward(Step step);
            public abstract void Back(Step step, double[] error);
        }

        public class Memory : Part
        {
            private readonly double[,] w;
            public Memory(int n, System.Random random)
            {
                w = new double[n, n];
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++)
                        w[i, j] = random.NextDouble() - 0.5;
            }

            public override void Forward(Step step)
            {
                for (int i = 0; i < step.Out.Length; i++)
                {
                    double sum = step.In[i];
                    for (int j = 0; j < step.Out.Length; j++)
                        sum += w[i, j] * step.Last[j];
                    step.Out[i] = 1.7 * System.Math.Tanh(sum);
                }
            }

            public override void Back(Step step, double[] error)
            {
                var d = new double[error.Length];
                for (int i = 0; i < error.Length; i++)
                    d[i] = error[i] * (1.7 - step.Out[i] * step.Out[i] / 1.7);
                for (int i = 0; i < error.Length; i++)
                {
                    error[i] = 0;
                    for (int j = 0; j < error.Length; j++)
                        error[i] += INDEX * d[j];
                }
            }
        }

        public class Network
        {
            private readonly Part part;
            public readonly int Size;
            public Network(int size, Part part) { Size = size; this.part = part; }
            public void StepOn(Step step) => part.Forward(step);
            public void StepBack(Step step, double[] error) => part.Back(step, error);
        }

        public class Teacher
        {
            private readonly Network network;
            public Teacher(Network network) => this.network = network;

            public double[] Teach(Missing.Sample sample, double[] goal)
            {
                var steps = new System.Collections.Generic.List<Step>();
                var h = new double[network.Size];
                foreach (Missing.Frame frame in sample.Frames)
                {
                    var x = new double[network.Size];
                    System.Array.Copy(frame.Values, x, x.Length);
                    var step = new Step(x, h);
                    network.StepOn(step);
                    steps.Add(step);
                    h = step.Out;
                }

                var error = new double[network.Size];
                for (int i = 0; i < error.Length; i++)
                    error[i] = h[i] - goal[i];
                for (int t = steps.Count - 1; t >= 0; t--)
                {
                    if (sample.Frames[t].IsLast)
                        break;
                    network.StepBack(steps[t], error);
                }

                return error;
            }
        }
        """;

    /// <summary>Data in lists that their reader fills from a file.</summary>
    private const string DataInLists = """
        using System.Collections.Generic;
        public interface IData { List<double[]> Rows { get; set; } }

        public class Lines : IData
        {
            public List<double[]> Rows { get; set; } = new List<double[]>();
            public Lines(string path)
            {
                using var reader = new System.IO.StreamReader(path);
                while (!reader.EndOfStream)
                    Rows.Add(new[] { double.Parse(reader.ReadLine()!) });
            }
        }

        public class Rnn
        {
            private readonly int n;
            private readonly double[,] w;
            public Rnn(int n, System.Random random)
            {
                this.n = n;
                w = new double[n, n];
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++)
                        w[i, j] = random.NextDouble() - 0.5;
            }

            public void Train(IData data)
            {
                var hs = new List<double[]> { new double[n] };
                foreach (var row in data.Rows)
                {
                    var h = new double[n];
                    for (int i = 0; i < n; i++)
                    {
                        double sum = row[i];
                        for (int j = 0; j < n; j++)
                            sum += w[i, j] * hs[hs.Count - 1][j];
                        h[i] = System.Math.Tanh(sum);
                    }

                    hs.Add(h);
                }

                var g = new double[n, n];
                var back = (double[])hs[hs.Count - 1].Clone();
                for (int t = hs.Count - 1; t > 0; t--)
                {
                    var d = new double[n];
                    for (int i = 0; i < n; i++)
                        d[i] = back[i] * (1 - hs[t][i] * hs[t][i]);
                    for (int j = 0; j < n; j++)
                    {
                        back[j] = 0;
                        for (int i = 0; i < n; i++)
                        {
                            back[j] += INDEX * d[i];
                            g[i, j] += d[i] * hs[t - 1][j];
                        }
                    }
                }

                for (int i = 0; i < n; i++)
                    for (int j = 0; j < n; j++)
                        w[i, j] -= 0.1 * g[i, j];
            }
        }
        """;

    [Theory]
    [InlineData("m[j][i]", Verdict.Verified)]
    [InlineData("m[i][j]", Verdict.TransposedRecurrentMatrix)]
    public void Members_are_made_by_the_late_initialiser(string index, Verdict expected) =>
        Verdicts(LateInitialiser, index, "Simple").ShouldBe([expected]);

    [Theory]
    [InlineData("i * n + j", Verdict.Verified)]
    [InlineData("j * n + i", Verdict.TransposedRecurrentMatrix)]
    public void A_cell_is_shown_through_both_members_of_its_layer(string index, Verdict expected) =>
        Verdicts(CellObjects, index, "Cell").ShouldBe([expected]);

    [Theory]
    [InlineData("w[j, i]", Verdict.Verified)]
    [InlineData("w[i, j]", Verdict.TransposedRecurrentMatrix)]
    public void A_trainer_is_found_behind_the_network(string index, Verdict expected) =>
        Verdicts(Trainer, index, "Memory").ShouldBe([expected]);

    [Theory]
    [InlineData("w[i, j]", Verdict.Verified)]
    [InlineData("w[j, i]", Verdict.TransposedRecurrentMatrix)]
    public void Lists_that_a_file_would_fill_get_items(string index, Verdict expected) =>
        Verdicts(DataInLists, index, "Rnn").ShouldBe([expected]);

    private static Verdict[] Verdicts(string source, string index, string type)
    {
        var compilation = ProgramRunner.Compile([new ProgramFile("Cell.cs", source.Replace("INDEX", index, StringComparison.Ordinal))]);
        return [.. new CellAnalysis(compilation).Analyze(compilation.GetTypeByMetadataName(type)!, default).SelectMany(report => report.Findings).Select(finding => finding.Verdict)];
    }
}
