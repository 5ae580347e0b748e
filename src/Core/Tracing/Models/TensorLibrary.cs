using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>In what the libraries of n-dimensional arrays differ.</summary>
/// <param name="TypeName">Metadata name of the array type.</param>
/// <param name="ShapeError">The exception thrown where shapes do not fit.</param>
/// <param name="IndexError">The exception thrown for an index out of range.</param>
/// <param name="Floats">What integers become where a function makes reals of them.</param>
/// <param name="IsIntegerWide">True where an array of integers and one of floats make an array of doubles.</param>
internal sealed record TensorLibrary(string TypeName, string ShapeError, string IndexError, ValueKind Floats, bool IsIntegerWide)
{
    /// <summary>The type of arrays in the compilation.</summary>
    public ITypeSymbol? Type(IMachine machine) => machine.Compilation.TypeNamed(TypeName);

    public InterpretedException Mismatch(IMachine machine, int[] x, int[] y) =>
        machine.Throw(ShapeError, "the shapes " + TextOf(x) + " and " + TextOf(y) + " do not fit together");

    public InterpretedException OutOfRange(IMachine machine) => machine.Throw(IndexError, "an index lies outside of its dimension");

    public InterpretedException TooFewDimensions(IMachine machine, TensorObject tensor, int wanted)
    {
        var thrown = OutOfRange(machine);
        return new(thrown.Exception, thrown.TypeName, "an array of " + tensor.Rank + " dimensions is used as if it had " + wanted, thrown.Syntax) { TooFewDimensions = tensor.Root is { } root ? (root, wanted + root.Rank - tensor.Rank) : (tensor, wanted) };
    }

    public static string TextOf(int[] shape) => "(" + string.Join(", ", shape) + ")";

    /// <summary>
    /// The kind of what two operands make. A single number, or an array without dimensions, gives way to an array with dimensions
    /// unless it is of a higher category: whole numbers above truth values, reals above whole numbers.
    /// </summary>
    public ValueKind Common(TensorObject x, TensorObject y)
    {
        if (x.IsNumber == y.IsNumber && x.Rank == 0 == (y.Rank == 0))
            return Common(x.Kind, y.Kind);
        var (array, single) = y.IsNumber || y.Rank == 0 && !x.IsNumber ? (x, y) : (y, x);
        if (Category(single.Kind) <= Category(array.Kind))
            return array.Kind;

        // A truth value times a number is as wide as the library's numbers are.
        if (IsIntegerWide && array.Kind == ValueKind.Boolean)
            return Value.IsRealKind(single.Kind) ? single.Kind : ValueKind.Int64;

        // A number that is no tensor of its own says that reals are wanted, not how wide.
        return IsIntegerWide ? Common(array.Kind, single.Kind) : single.IsNumber && Value.IsRealKind(single.Kind) ? Floats : single.Kind;
    }

    public ValueKind Common(ValueKind x, ValueKind y)
    {
        if (Category(x) == Category(y))
            return x >= y ? x : y;
        var (higher, lower) = Category(x) > Category(y) ? (x, y) : (y, x);
        return IsIntegerWide && higher == ValueKind.Single && lower != ValueKind.Boolean ? ValueKind.Double : higher;
    }

    /// <summary>The kind that a function of reals gives.</summary>
    public ValueKind Real(ValueKind kind) => Value.IsRealKind(kind) ? kind : Floats;

    private static int Category(ValueKind kind) => kind == ValueKind.Boolean ? 0 : Value.IsRealKind(kind) ? 2 : 1;
}
