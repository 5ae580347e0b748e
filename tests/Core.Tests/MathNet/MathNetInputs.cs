using System.Collections;
using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Storage;
using RnnLint.Tracing.Models;

namespace RnnLint.Core.Tests.MathNet;

/// <summary>Random arguments for MathNet members, sometimes out of range or of the wrong shape.</summary>
/// <param name="dense">Dense vectors and matrices only, where the parameter's type leaves the choice.</param>
internal sealed class MathNetInputs<T>(Random random, bool dense)
    where T : struct, IEquatable<T>, IFormattable
{
    private readonly int _size = random.Next(2, 4);

    /// <summary>An argument of this type; null where the tests cannot make one.</summary>
    /// <param name="receiver">Passed again as an argument now and then: results may be written over operands.</param>
    public object? Make(Type type, object? receiver)
    {
        if (receiver is not null && type.IsInstanceOfType(receiver) && type != typeof(object) && random.Next(5) == 0)
            return receiver;
        if (type == typeof(T))
            return Number();
        if (type == typeof(double))
            return (double)random.Next(1, 4);
        if (type == typeof(int))
            return random.Next(8) == 0 ? -1 : random.Next(0, 4);
        if (type == typeof(bool))
            return random.Next(2) == 0;
        if (type.IsEnum)
            return Enum.ToObject(type, random.Next(2));
        if (type.IsAssignableFrom(typeof(Vector<T>)) && type != typeof(object))
            return Vector(!dense && random.Next(2) == 0);
        if (type.IsAssignableFrom(typeof(Matrix<T>)) && type != typeof(object))
            return Matrix(dense ? LinearStorage.Dense : (LinearStorage)random.Next(3));
        if (typeof(Vector<T>).IsAssignableFrom(type))
            return Vector(type.Name.StartsWith("Sparse", StringComparison.Ordinal));
        if (typeof(Matrix<T>).IsAssignableFrom(type))
            return Matrix(type.Name.StartsWith("Sparse", StringComparison.Ordinal) ? LinearStorage.Sparse : type.Name.StartsWith("Diagonal", StringComparison.Ordinal) ? LinearStorage.Diagonal : LinearStorage.Dense);
        if (typeof(Delegate).IsAssignableFrom(type))
            return MathNetFunctions<T>.Real(type);
        return Sequence(type);
    }

    public T Number() => MathNetFunctions<T>.Of((random.NextDouble() * 2) - 1);

    public Vector<T> Vector(bool sparse)
    {
        var numbers = Numbers(Size(), sparse);
        return sparse ? Vector<T>.Build.SparseOfArray(numbers) : Vector<T>.Build.DenseOfArray(numbers);
    }

    public Matrix<T> Matrix(LinearStorage storage)
    {
        var (rows, columns) = (Size(), Size());
        if (storage == LinearStorage.Diagonal)
            return Matrix<T>.Build.Diagonal(rows, columns, Numbers(Math.Min(rows, columns), sparse: false));
        var numbers = Numbers(rows * columns, storage == LinearStorage.Sparse);
        return storage == LinearStorage.Sparse ? Matrix<T>.Build.SparseOfColumnMajor(rows, columns, numbers) : Matrix<T>.Build.Dense(rows, columns, numbers);
    }

    private object? Sequence(Type type)
    {
        if (type == typeof(T[]))
            return Numbers(Size(), sparse: false);
        if (type == typeof(T[,]))
            return Matrix(LinearStorage.Dense).ToArray();
        if (type == typeof(T[][]))
            return Matrix(LinearStorage.Dense).ToRowArrays();
        if (type == typeof(int[]))
            return Enumerable.Range(0, 2).Select(_ => random.Next(0, 4)).ToArray();
        if (type == typeof(Vector<T>[]) || type == typeof(IEnumerable<Vector<T>>))
            return Matrix(LinearStorage.Dense).EnumerateRows().ToArray();
        if (type == typeof(Matrix<T>[,]))
            return new[,] { { Matrix(LinearStorage.Dense), Matrix(LinearStorage.Dense) } };
        if (type == typeof(IEnumerable<T>) || type == typeof(IList<T>))
            return random.Next(2) == 0 ? Numbers(Size() * Size(), sparse: false) : Numbers(Size() * Size(), sparse: false).ToList();
        if (type == typeof(IEnumerable<T[]>) || type == typeof(IEnumerable<IEnumerable<T>>))
            return Matrix(LinearStorage.Dense).ToRowArrays();
        if (type == typeof(IEnumerable<Tuple<int, T>>))
            return Enumerable.Range(0, 2).Select(i => Tuple.Create(i, Number())).ToList();
        if (type == typeof(IEnumerable<(int, T)>))
            return Enumerable.Range(0, 2).Select(i => (i, Number())).ToList();
        if (type == typeof(IEnumerable<Tuple<int, int, T>>))
            return Enumerable.Range(0, 2).Select(i => Tuple.Create(i, 1 - i, Number())).ToList();
        if (type == typeof(IEnumerable<(int, int, T)>))
            return Enumerable.Range(0, 2).Select(i => (i, 1 - i, Number())).ToList();
        return null;
    }

    private int Size() => random.Next(4) == 0 ? random.Next(2, 4) : _size;

    private T[] Numbers(int count, bool sparse) => Enumerable.Range(0, count).Select(_ => sparse && random.Next(2) == 0 ? default : Number()).ToArray();
}

/// <summary>The functions passed as delegates, once for the library and once for the models.</summary>
internal static class MathNetFunctions<T>
    where T : struct, IEquatable<T>, IFormattable
{
    public static T Of(double value) => (T)Convert.ChangeType(value, typeof(T));

    public static object? Real(Type type)
    {
        Delegate[] functions =
        [
            new Func<T, T>(x => Of(Mix(x))),
            new Func<T, bool>(x => Mix(x) > 1),
            new Func<T, T, bool>((x, y) => Mix(x, y) > 1),
            new Func<int, T>(i => Of(Mix(i))),
            new Func<int, int, T>((i, j) => Of(Mix(i, j))),
            new Func<int, T, T>((i, x) => Of(Mix(i, x))),
            new Func<int, int, T, T>((i, j, x) => Of(Mix(i, j, x))),
            new Func<T, T, T>((x, y) => Of(Mix(x, y))),
            new Func<T, T, T, T>((x, y, z) => Of(Mix(x, y, z))),
            new Func<Vector<T>, Vector<T>, Vector<T>>((x, y) => x.Add(y)),
        ];
        return functions.FirstOrDefault(type.IsInstanceOfType);
    }

    public static TestDelegate Model(MathNetTestMachine machine, Type type)
    {
        var arguments = type.GetGenericArguments();
        return new TestDelegate(values =>
        {
            if (arguments[0] == typeof(Vector<T>))
                return machine.Call(typeof(Vector<T>), "Add", [typeof(Vector<T>)], values[0], values[1]);
            var result = Value.Of(0.5);
            for (var i = 0; i < values.Length; i++)
                result = machine.Arithmetic.Add(result, machine.Arithmetic.Multiply(Value.Of((double)(i + 1)), Value.Of(values[i].AsTraced, ValueKind.Double)));
            return arguments[^1] == typeof(bool) ? Value.Of(result.AsTraced.Value > 1) : Value.Of(result.AsTraced, Value.KindOf(machine.Compilation.GetTypeByMetadataName(typeof(T).FullName!))!.Value);
        });
    }

    private static double Mix(params IConvertible[] arguments) => arguments.Select((x, i) => (i + 1) * x.ToDouble(null)).Aggregate(0.5, (sum, x) => sum + x);

    private static double Mix(params object[] arguments) => Mix(arguments.Cast<IConvertible>().ToArray());
}
