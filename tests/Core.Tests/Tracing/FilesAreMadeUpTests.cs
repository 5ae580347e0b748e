using RnnLint.Core.Tests.Programs;
using RnnLint.Probing;

namespace RnnLint.Core.Tests.Tracing;

/// <summary>No file is read: what the code asks one for is made up.</summary>
public class FilesAreMadeUpTests
{
    [Theory]
    [InlineData("File.ReadAllText(path)")]
    [InlineData("string.Concat(File.ReadAllLines(path))")]
    public void A_constructor_that_reads_a_file_is_traced(string reading)
    {
        var files = ProgramLibrary.Get("Training/CharacterFile", ProgramCase.AsWritten).Files
            .Select(file => file with { Text = file.Text.Replace("File.ReadAllText(path)", reading) });

        Verdicts.Of(ProgramRunner.Compile(files)).ShouldContain(finding => finding.Verdict == Verdict.Verified);
    }

    /// <summary>What separates the columns of a table that is not there, only the code can tell.</summary>
    [Theory]
    [InlineData("Split()")]
    [InlineData("Split(' ')")]
    [InlineData("Split(';')")]
    [InlineData("Split(',')")]
    [InlineData("Split(new[] { '\\t' }, StringSplitOptions.RemoveEmptyEntries)")]
    public void A_table_has_its_columns_where_the_code_looks_for_them(string split)
    {
        foreach (var reading in new[] { "File.ReadAllLines(path)", "File.ReadAllText(path).Trim().Split('\\n')", "File.ReadAllText(path).Split('\\n', StringSplitOptions.RemoveEmptyEntries)" })
        {
            var text = Tables.Replace("READ", reading).Replace("SPLIT", split);
            Verdicts.Of(ProgramRunner.Compile([new ProgramFile("Tables.cs", text)])).ShouldContain(finding => finding.Verdict == Verdict.Verified, reading);
        }
    }

    private const string Tables = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;

        public class Tables
        {
            private readonly List<double[]> rows = new List<double[]>();
            public readonly double[,] U, W, dU, dW;
            private readonly int n, m;

            public Tables(string path, int units)
            {
                foreach (var line in READ) rows.Add(Array.ConvertAll(line.SPLIT, double.Parse));
                n = units;
                m = rows[0].Length;
                var random = new Random(2);
                U = new double[n, m]; W = new double[n, n]; dU = new double[n, m]; dW = new double[n, n];
                for (int i = 0; i < n; i++)
                {
                    for (int k = 0; k < m; k++) U[i, k] = random.NextDouble() - 0.5;
                    for (int j = 0; j < n; j++) W[i, j] = random.NextDouble() - 0.5;
                }
            }

            public void Learn(double[] wanted)
            {
                var h = new double[rows.Count + 1, n];
                for (int t = 0; t < rows.Count; t++)
                    for (int i = 0; i < n; i++)
                    {
                        double a = 0;
                        for (int k = 0; k < m; k++) a += U[i, k] * rows[t][k];
                        for (int j = 0; j < n; j++) a += W[i, j] * h[t, j];
                        h[t + 1, i] = Math.Tanh(a);
                    }

                var back = new double[n];
                for (int i = 0; i < n; i++) back[i] = h[rows.Count, i] - wanted[i];
                for (int t = rows.Count - 1; t >= 0; t--)
                {
                    var carried = new double[n];
                    for (int i = 0; i < n; i++)
                    {
                        double d = back[i] * (1 - h[t + 1, i] * h[t + 1, i]);
                        for (int k = 0; k < m; k++) dU[i, k] += d * rows[t][k];
                        for (int j = 0; j < n; j++)
                        {
                            dW[i, j] += d * h[t, j];
                            carried[j] += W[i, j] * d;
                        }
                    }
                    back = carried;
                }
            }
        }
        """;
}
