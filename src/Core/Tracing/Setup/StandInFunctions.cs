using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing;

/// <summary>
/// How unknown functions of one real are read. Cells often take σ and σ′ from outside; whether a gradient is right does not depend
/// on which σ it is, only on σ′ being its derivative, taken at the pre-activation or at the output.
/// </summary>
public enum FunctionReading
{
    /// <summary>The first is σ = tanh, the others its derivative at the pre-activation.</summary>
    DerivativeOfInput,

    /// <summary>The first is σ = tanh, the others its derivative at the output, 1 − y².</summary>
    DerivativeOfOutput,
}

/// <summary>Stands in for delegates that no caller supplies.</summary>
internal static class StandInFunctions
{
    /// <summary>A function for a delegate type that takes one real to one real; null for other delegates.</summary>
    /// <param name="type">The delegate type.</param>
    /// <param name="position">How many such functions were made before.</param>
    /// <param name="reading">What the later ones are.</param>
    public static Value? For(INamedTypeSymbol type, int position, FunctionReading reading)
    {
        if (type.DelegateInvokeMethod is not { Parameters.Length: 1 } invoke || !IsReal(invoke.ReturnType) || !IsReal(invoke.Parameters[0].Type))
            return null;
        return Value.Of(position == 0
            ? new NativeFunction(type, static (arithmetic, x) => arithmetic.Unary(TapeOp.Tanh, x))
            : new NativeFunction(type, reading == FunctionReading.DerivativeOfInput
                ? static (arithmetic, x) => OneMinusSquare(arithmetic, arithmetic.Unary(TapeOp.Tanh, x))
                : OneMinusSquare));
    }

    private static Value OneMinusSquare(Arithmetic arithmetic, Value y) => arithmetic.Subtract(arithmetic.Constant(y, 1), arithmetic.Multiply(y, y));

    private static bool IsReal(ITypeSymbol type) => Value.KindOf(type) is { } kind && Value.IsRealKind(kind);
}
