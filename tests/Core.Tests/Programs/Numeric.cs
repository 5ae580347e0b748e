using System.Collections;
using System.Reflection;
using MathNet.Numerics.LinearAlgebra;

namespace RnnLint.Core.Tests.Programs;

/// <summary>
/// What the harnesses of the programs share: fixed data, access to a program's own fields, and central differences.
/// A "parameter" is whatever holds numbers: arrays of any shape, lists, dictionaries, MathNet matrices, or the program's own matrix and neuron objects.
/// </summary>
public static class Numeric
{
    /// <summary>While set, every square matrix drawn here is symmetric, so that its transpose is no mistake.</summary>
    [ThreadStatic]
    internal static bool SymmetricMatrices;

    /// <summary>The fields or properties of that name, private ones too.</summary>
    public static object[] Fields(object owner, params string[] names) => [.. names.Select(n => Field<object>(owner, n))];

    public static T Field<T>(object owner, string name) => (T)Member(owner as Type ?? owner.GetType(), name, owner is Type ? null : owner);

    /// <summary>A field that is a struct of numbers, or an array of such: they can be changed in place only through their owner.</summary>
    public static object Part(object owner, string name) => new StructPart(owner, FindField(owner.GetType(), name) ?? throw new MissingFieldException(owner.GetType().Name, name));

    public static void Set(object owner, string name, object? value) =>
        FindField(owner as Type ?? owner.GetType(), name)!.SetValue(owner is Type ? null : owner, value);

    /// <summary>Overwrites all numbers, so that nothing depends on how a program draws its weights.</summary>
    public static void Fill(int seed, params object[] parameters) => Fill(seed, 0.9, parameters);

    public static void Fill(int seed, double scale, params object[] parameters)
    {
        var random = new Random(seed);
        foreach (var cell in Cells(parameters))
        {
            cell.Value = scale * (2 * random.NextDouble() - 1);
        }

        Symmetrise(parameters);
    }

    /// <summary>Numbers in [-0.2, 0.8), which leave most units of a ReLU network open.</summary>
    public static void FillMostlyPositive(int seed, params object[] parameters)
    {
        var random = new Random(seed);
        foreach (var cell in Cells(parameters))
        {
            cell.Value = random.NextDouble() - 0.2;
        }

        Symmetrise(parameters);
    }

    public static double[] Vector(int seed, int n) => [.. Drawn(seed).Take(n)];

    /// <summary>An n by m jagged array; n vectors of a sequence.</summary>
    public static double[][] Sequence(int seed, int n, int m)
    {
        double[][] rows = [.. Drawn(seed).Chunk(m).Take(n)];
        Symmetrise(rows);
        return rows;
    }

    public static double[,] Table(int seed, int n, int m)
    {
        var table = new double[n, m];
        Fill(seed, 1, table);
        return table;
    }

    public static int[] Integers(int seed, int length, int below)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => random.Next(below))];
    }

    public static float[] Single(double[] values) => Array.ConvertAll(values, v => (float)v);

    public static float[][] Single(double[][] values) => Array.ConvertAll(values, Single);

    public static double[] Flatten(params object[] parameters) => [.. Cells(parameters).Select(c => c.Value)];

    /// <summary>∂loss/∂parameter by central differences; the parameters are put back as they were.</summary>
    public static double[] Differences(Func<double> loss, params object[] parameters) => Differences(1, loss, parameters);

    /// <summary>The same, by every <paramref name="stride"/>th parameter only, for programs that have very many.</summary>
    public static double[] Differences(int stride, Func<double> loss, params object[] parameters)
    {
        var cells = Cells(parameters).ToArray();
        var start = Array.ConvertAll(cells, c => c.Value);
        var gradient = new double[(cells.Length + stride - 1) / stride];
        for (var i = 0; i < cells.Length; i += stride)
        {
            var step = cells[i].SinglePrecision ? 1e-2 : 1e-5;
            var upper = At(i, start[i] + step);
            var lower = At(i, start[i] - step);
            gradient[i / stride] = (upper - lower) / (2 * step);
        }

        Restore(cells, start);
        return gradient;

        double At(int i, double value)
        {
            Restore(cells, start);
            cells[i].Value = value;
            return loss();
        }
    }

    /// <summary>The gradient that a training step with this learning rate must have used: (before - after) / rate.</summary>
    public static double[] FromUpdate(double rate, Action train, params object[] parameters)
    {
        var cells = Cells(parameters).ToArray();
        var before = Array.ConvertAll(cells, c => c.Value);
        train();
        var gradient = cells.Select((c, i) => (before[i] - c.Value) / rate).ToArray();
        Restore(cells, before);
        return gradient;
    }

    /// <summary>Σ weight·value: a loss for programs that have none; its derivative by the values is the weights.</summary>
    public static double Dot(object weights, object values) => Flatten(weights).Zip(Flatten(values), (w, v) => w * v).Sum();

    /// <summary>The Jacobian ∂f/∂x by central differences, row after row.</summary>
    public static double[] Jacobian(Func<double[], double[]> f, double[] x)
    {
        var outputs = f(x).Length;
        var rows = Enumerable.Range(0, outputs).Select(j => Differences(() => f(x)[j], x));
        return [.. rows.SelectMany(r => r)];
    }

    public static double RelativeError(double[] implemented, double[] numeric)
    {
        if (implemented.Length != numeric.Length || numeric.Length == 0)
        {
            throw new ArgumentException($"{implemented.Length} derivatives implemented, {numeric.Length} numeric.");
        }

        var difference = implemented.Zip(numeric, (a, b) => a - b).ToArray();
        return Norm(difference) / Math.Max(Math.Max(Norm(implemented), Norm(numeric)), 1e-12);
    }

    /// <summary>Runs a program with top-level statements and returns the lines that it prints.</summary>
    public static string[] Output(Assembly program, params string[] arguments)
    {
        lock (typeof(Console))
        {
            var console = Console.Out;
            using var output = new StringWriter();
            Console.SetOut(output);
            try
            {
                program.EntryPoint!.Invoke(null, [arguments]);
            }
            finally
            {
                Console.SetOut(console);
            }

            return output.ToString().ReplaceLineEndings("\n").Split('\n');
        }
    }

    private static double Norm(double[] v) => Math.Sqrt(v.Sum(x => x * x));

    private static IEnumerable<double> Drawn(int seed)
    {
        var random = new Random(seed);
        while (true)
        {
            yield return 2 * random.NextDouble() - 1;
        }
    }

    /// <summary>For recurrent weights that lie inside something larger: mirrors them where matrices are to be symmetric.</summary>
    public static void Mirror(int n, Func<int, int, double> get, Action<int, int, double> set)
    {
        for (var i = 0; SymmetricMatrices && i < n; i++)
        {
            for (var j = 0; j < i; j++)
            {
                set(j, i, get(i, j));
            }
        }
    }

    /// <summary>Mirrors each square table of numbers, of any storage, at its diagonal.</summary>
    private static void Symmetrise(object? parameter)
    {
        if (!SymmetricMatrices || parameter is null or string)
        {
            return;
        }

        var cells = Cells(parameter).ToArray();
        var n = (int)Math.Round(Math.Sqrt(cells.Length));
        if (IsTable(parameter) && n > 2 && n * n == cells.Length)
        {
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i].Value = cells[Math.Max(i, i % n * n + i / n)].Value;
            }
        }
        else
        {
            foreach (var part in Parts(parameter))
            {
                Symmetrise(part);
            }
        }
    }

    private static bool IsTable(object parameter) => parameter switch
    {
        Matrix<double> or Matrix<float> or NumSharp.NDArray { ndim: 2 } or TorchSharp.torch.Tensor { ndim: 2 } => true,
        Array { Rank: 2 } => true,
        double[] or float[] => true,
        double[][] or float[][] or List<List<double>> => true,
        StructPart => true,
        _ => false,
    };

    private static IEnumerable<object?> Parts(object parameter) => parameter switch
    {
        Matrix<double> or Matrix<float> or Vector<double> or Vector<float> or NumSharp.NDArray or TorchSharp.torch.Tensor or double[] or float[] or StructPart => [],
        Array { Rank: > 1 } => [],
        IEnumerable items => items.Cast<object?>().Where(i => i is not double and not float),
        _ => parameter.GetType().GetFields(AnyMember).Where(f => !f.IsStatic && !f.FieldType.IsPrimitive).Select(f => f.GetValue(parameter)),
    };

    private static void Restore(Cell[] cells, double[] values)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i].Value = values[i];
        }
    }

    private static object Member(Type type, string name, object? owner) =>
        FindField(type, name)?.GetValue(owner)
        ?? type.GetProperty(name, AnyMember)?.GetValue(owner)
        ?? throw new MissingFieldException(type.Name, name);

    private const BindingFlags AnyMember = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static FieldInfo? FindField(Type? type, string name)
    {
        for (; type is not null; type = type.BaseType)
        {
            if ((type.GetField(name, AnyMember) ?? type.GetField($"<{name}>k__BackingField", AnyMember)
                ?? type.GetField($"<{name}>P", AnyMember)) is { } field)
            {
                return field;
            }
        }

        return null;
    }

    /// <summary>One number inside a parameter.</summary>
    private sealed record Cell(Func<object> Get, Action<object> Put, bool SinglePrecision)
    {
        public double Value
        {
            get => Convert.ToDouble(Get());
            set => Put(SinglePrecision ? (object)(float)value : value);
        }
    }

    /// <summary>Structs of numbers within an object: each number is changed in a copy, which is put back.</summary>
    private sealed record StructPart(object Owner, FieldInfo Field)
    {
        public IEnumerable<Cell> Cells() => Field.GetValue(Owner) is Array array
            ? Enumerable.Range(0, array.Length).SelectMany(i => Cells(array.GetType().GetElementType()!, () => array.GetValue(i)!, whole => array.SetValue(whole, i)))
            : Cells(Field.FieldType, () => Field.GetValue(Owner)!, whole => Field.SetValue(Owner, whole));

        private static IEnumerable<Cell> Cells(Type type, Func<object> get, Action<object> put) =>
            type.GetFields(BindingFlags.Public | BindingFlags.Instance).Where(number => Number(number.FieldType)).Select(number => new Cell(
                () => number.GetValue(get())!,
                value =>
                {
                    var whole = get();
                    number.SetValue(whole, value);
                    put(whole);
                },
                number.FieldType == typeof(float)));
    }

    private static IEnumerable<Cell> Cells(IEnumerable<object> parameters) => parameters.SelectMany(Cells);

    private static IEnumerable<Cell> Cells(object? parameter) => parameter switch
    {
        null or string => [],
        double or float => throw new ArgumentException("A bare number cannot be changed in place: pass its owner."),
        Matrix<double> m => Enumerable.Range(0, m.RowCount * m.ColumnCount)
            .Select(i => new Cell(() => m[i / m.ColumnCount, i % m.ColumnCount], v => m[i / m.ColumnCount, i % m.ColumnCount] = (double)v, false)),
        Vector<double> v => Enumerable.Range(0, v.Count).Select(i => new Cell(() => v[i], x => v[i] = (double)x, false)),
        Matrix<float> m => Enumerable.Range(0, m.RowCount * m.ColumnCount)
            .Select(i => new Cell(() => m[i / m.ColumnCount, i % m.ColumnCount], v => m[i / m.ColumnCount, i % m.ColumnCount] = (float)v, true)),
        NumSharp.NDArray tensor => Enumerable.Range(0, (int)tensor.size)
            .Select(i => new Cell(() => tensor.GetAtIndex(i), v => tensor.SetAtIndex((double)v, i), false)),
        TorchSharp.torch.Tensor tensor => Enumerable.Range(0, (int)tensor.numel()).Select(i => CellOf(tensor.view(-1), i)),
        StructPart part => part.Cells(),
        Array array when Number(array.GetType().GetElementType()!) => Indices(array)
            .Select(index => new Cell(() => array.GetValue(index)!, v => array.SetValue(v, index), Single(array))),
        Array array => array.Cast<object>().SelectMany(Cells),
        IDictionary map => map.Keys.Cast<object>().Order().ToArray().SelectMany(k => Cells(map[k])),
        IList list when list.Count > 0 && list[0] is double or float => Enumerable.Range(0, list.Count)
            .Select(i => new Cell(() => list[i]!, v => list[i] = v, list[i] is float)),
        IEnumerable items => items.Cast<object>().SelectMany(Cells),
        _ => OwnFields(parameter),
    };

    private static Cell CellOf(TorchSharp.torch.Tensor numbers, int i) => numbers.dtype == TorchSharp.torch.ScalarType.Float32
        ? new(() => numbers[i].item<float>(), v => numbers[i] = (float)v, true)
        : new(() => numbers[i].item<double>(), v => numbers[i] = (double)v, false);

    /// <summary>The numbers in the fields of a class (or boxed struct) of the program, base classes first.</summary>
    private static IEnumerable<Cell> OwnFields(object owner)
    {
        var types = new Stack<Type>();
        for (var type = owner.GetType(); type is not null && type != typeof(object) && type != typeof(ValueType); type = type.BaseType)
        {
            types.Push(type);
        }

        foreach (var field in types.SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly)))
        {
            if (Number(field.FieldType))
            {
                yield return new Cell(() => field.GetValue(owner)!, v => field.SetValue(owner, v), field.FieldType == typeof(float));
            }
            else if (!field.FieldType.IsPrimitive)
            {
                foreach (var cell in Cells(field.GetValue(owner)))
                {
                    yield return cell;
                }
            }
        }
    }

    private static bool Number(Type type) => type == typeof(double) || type == typeof(float);

    private static bool Single(Array array) => array.GetType().GetElementType() == typeof(float);

    private static IEnumerable<int[]> Indices(Array array)
    {
        var index = new int[array.Rank];
        for (var n = 0; n < array.Length; n++)
        {
            for (int d = array.Rank - 1, rest = n; d >= 0; d--)
            {
                index[d] = rest % array.GetLength(d);
                rest /= array.GetLength(d);
            }

            yield return [.. index];
        }
    }
}
