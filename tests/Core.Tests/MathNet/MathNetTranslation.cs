using System.Collections;
using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;
using RnnLint.Tracing.Models;

namespace RnnLint.Core.Tests.MathNet;

/// <summary>Brings real arguments into the interpreted heap, every number a leaf, and compares what comes back.</summary>
/// <param name="types">True to compare run-time types too, that is the kind of storage.</param>
internal sealed class MathNetTranslation<T>(MathNetTestMachine machine, bool types)
    where T : struct, IEquatable<T>, IFormattable
{
    private readonly Dictionary<object, Value> _known = new(ReferenceEqualityComparer.Instance);

    private static ValueKind Kind => typeof(T) == typeof(float) ? ValueKind.Single : ValueKind.Double;

    public Value Of(object? real)
    {
        switch (real)
        {
            case null: return Value.Null;
            case T number: return Number(number);
            case double number: return Value.Of(number);
            case int or Enum: return Value.Of(Convert.ToInt32(real));
            case bool flag: return Value.Of(flag);
        }

        if (!_known.TryGetValue(real, out var value))
            _known.Add(real, value = Value.Of(Translate(real)));
        return value;
    }

    /// <summary>A message where the model's value is not the real one; null where they agree.</summary>
    public string? Difference(object? real, Value model, double tolerance)
    {
        switch (real)
        {
            case null: return model.IsNull ? null : "expected null, found " + model;
            case double or float: return Close(Convert.ToDouble(real), model.AsTraced.Value, tolerance) ? null : $"expected {real:R}, found {model}";
            case int number: return model.AsInt32 == number ? null : $"expected {real}, found {model}";
            case bool flag: return model.AsBoolean == flag ? null : $"expected {real}, found {model}";
            case string: return null;
            case Vector<double> or Vector<float> or Matrix<double> or Matrix<float>: return LinearDifference(real, model.As<LinearObject>(), tolerance);
            case ITuple tuple: return All(Enumerable.Range(0, tuple.Length).Select(i => tuple[i]), model.As<TupleObject>().Items, tolerance);
            case Array { Rank: 2 } array:
                var lengths = model.As<ArrayObject>().Lengths;
                return lengths[0] == array.GetLength(0) && lengths[1] == array.GetLength(1) ? All(array.Cast<object?>(), model.As<ArrayObject>().Cells, tolerance) : "shapes differ";
            case IEnumerable items: return All(items.Cast<object?>(), machine.Enumerate(model), tolerance);
            default: return null;
        }
    }

    private static bool Close(double real, double model, double tolerance) =>
        real.Equals(model) || Math.Abs(real - model) <= tolerance * Math.Max(1, Math.Abs(real));

    private string? All(IEnumerable<object?> real, IEnumerable<Value> model, double tolerance)
    {
        var (expected, found) = (real.ToList(), model.ToList());
        return expected.Count != found.Count ? $"expected {expected.Count} items, found {found.Count}"
            : expected.Zip(found, (x, y) => Difference(x, y, tolerance)).FirstOrDefault(message => message is not null);
    }

    private string? LinearDifference(object real, LinearObject model, double tolerance)
    {
        if (types && real.GetType().FullName != MathNetCalling.MetadataName(model.Type!))
            return $"expected a {real.GetType()}, found a {model.Type}";
        return real switch
        {
            Vector<double> v => All(v.Cast<object?>(), model.Cells, tolerance),
            Vector<float> v => All(v.Cast<object?>(), model.Cells, tolerance),
            Matrix<double> m => Shape(m.RowCount, m.ColumnCount, model) ?? All(m.ToColumnMajorArray().Cast<object?>(), model.Cells, tolerance),
            Matrix<float> m => Shape(m.RowCount, m.ColumnCount, model) ?? All(m.ToColumnMajorArray().Cast<object?>(), model.Cells, tolerance),
            _ => null,
        };
    }

    private static string? Shape(int rows, int columns, LinearObject model) =>
        model is MatrixObject matrix && matrix.Rows == rows && matrix.Columns == columns ? null : "shapes differ";

    private Value Number(T number)
    {
        var value = Convert.ToDouble(number);
        return value == 0 ? Value.Of(Traced.Constant(0), Kind) : machine.Leaf(value, Kind);
    }

    private HeapObject Translate(object real)
    {
        switch (real)
        {
            case Delegate function: return MathNetFunctions<T>.Model(machine, function.GetType());
            case Vector<T> vector:
                var line = MathNetFactory.NewVector(machine, Kind, vector.Count, Storage(vector));
                Fill(line.Cells, vector);
                return line;
            case Matrix<T> matrix:
                var grid = MathNetFactory.NewMatrix(machine, Kind, matrix.RowCount, matrix.ColumnCount, Storage(matrix));
                Fill(grid.Cells, matrix.ToColumnMajorArray());
                return grid;
            case Array array:
                var element = array.GetType().GetElementType()!;
                var lengths = Enumerable.Range(0, array.Rank).Select(array.GetLength).ToArray();
                var cells = array.Cast<object?>().Select(Of).ToArray();
                var type = element.IsArray ? machine.Compilation.CreateArrayTypeSymbol(machine.Compilation.GetTypeByMetadataName(typeof(T).FullName!)!) : (Microsoft.CodeAnalysis.ITypeSymbol)MathNetCalling.Type(machine.Compilation, element);
                return new ArrayObject(machine.Compilation.CreateArrayTypeSymbol(type, array.Rank), type, lengths, cells);
            case ITuple tuple: return new TupleObject(null, Enumerable.Range(0, tuple.Length).Select(i => Of(tuple[i])).ToArray());
            case IEnumerable items: return new ListObject(null, items.Cast<object?>().Select(Of).ToList());
            default: throw new NotSupportedException("cannot translate " + real.GetType());
        }
    }

    private void Fill(Value[] cells, IEnumerable<T> numbers)
    {
        var i = 0;
        foreach (var number in numbers)
            cells[i++] = Number(number);
    }

    private static LinearStorage Storage(object real) =>
        real.GetType().Name.StartsWith("Sparse", StringComparison.Ordinal) ? LinearStorage.Sparse
        : real.GetType().Name.StartsWith("Diagonal", StringComparison.Ordinal) ? LinearStorage.Diagonal
        : LinearStorage.Dense;
}
