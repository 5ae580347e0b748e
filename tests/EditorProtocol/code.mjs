// Code for tests that are about where it stands: an Elman cell with its products in a class of their own.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export const products = `public static class Matrix
{
    public static double[] Times(double[,] a, double[] x)
    {
        var y = new double[a.GetLength(0)];
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < a.GetLength(1); j++) y[i] += a[i, j] * x[j];
        return y;
    }

    public static double[] TransposedTimes(double[,] a, double[] x)
    {
        var y = new double[a.GetLength(1)];
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < a.GetLength(1); j++) y[j] += a[i, j] * x[i];
        return y;
    }
}
`;

/** Right; with back: "Matrix.Times(W, d)" its matrix is transposed. */
export const rnn = ({ name = "Rnn", forward = "Matrix.Times(W, h[t])", back = "Matrix.TransposedTimes(W, d)" } = {}) => `using System;

public class ${name}
{
    readonly int n;
    readonly double[,] W;

    public ${name}(int n)
    {
        this.n = n;
        W = new double[n, n];
        var random = new Random(1);
        for (int j = 0; j < n; j++)
            for (int k = 0; k < n; k++) W[j, k] = random.NextDouble() - 0.5;
    }

    public double[][] Forward(double[][] x)
    {
        var h = new double[x.Length + 1][];
        h[0] = new double[n];
        for (int t = 0; t < x.Length; t++)
        {
            var a = ${forward};
            h[t + 1] = new double[n];
            for (int j = 0; j < n; j++) h[t + 1][j] = Math.Tanh(a[j] + x[t][j]);
        }
        return h;
    }

    public double[,] Backward(double[][] h, double[][] dh)
    {
        var dW = new double[n, n];
        var next = new double[n];
        for (int t = dh.Length - 1; t >= 0; t--)
        {
            var d = new double[n];
            for (int j = 0; j < n; j++) d[j] = (dh[t][j] + next[j]) * (1 - h[t + 1][j] * h[t + 1][j]);
            for (int j = 0; j < n; j++)
                for (int k = 0; k < n; k++) dW[j, k] += d[j] * h[t][k];
            next = ${back};
        }
        return dW;
    }
}
`;

const project = reference => `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup>${reference}</ItemGroup>
</Project>
`;

/** A folder that is gone after the tests. */
export function folder(files) {
  const path = mkdtempSync(join(tmpdir(), "rnnlint-protocol-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return { path, at: name => join(path, name), remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Two projects, of which one uses the other's matrices. Restored without any package. */
export const solution = (files = {}) => folder({
  "Directory.Build.props": "<Project />",
  "Directory.Packages.props": "<Project />",
  "nuget.config": "<configuration><packageSources><clear /></packageSources></configuration>",
  "Lib/Lib.csproj": project(""),
  "App/App.csproj": project('<ProjectReference Include="../Lib/Lib.csproj" />'),
  "Both.slnx": '<Solution><Project Path="App/App.csproj" /><Project Path="Lib/Lib.csproj" /></Solution>',
  "Lib/Matrix.cs": products,
  "App/Rnn.cs": rnn(),
  ...files,
});
