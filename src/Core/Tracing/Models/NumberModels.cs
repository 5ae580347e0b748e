using System;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>Members of the numeric types, and of the generic-math interfaces that they implement.</summary>
internal static class NumberModels
{
    public static void Register(ModelTable table)
    {
        foreach (var (name, kind) in new[]
        {
            ("Double", ValueKind.Double), ("Single", ValueKind.Single), ("Decimal", ValueKind.Decimal), ("Half", ValueKind.Single),
            ("SByte", ValueKind.SByte), ("Byte", ValueKind.Byte), ("Int16", ValueKind.Int16), ("UInt16", ValueKind.UInt16),
            ("Int32", ValueKind.Int32), ("UInt32", ValueKind.UInt32), ("Int64", ValueKind.Int64), ("UInt64", ValueKind.UInt64),
            ("IntPtr", ValueKind.NativeInt), ("UIntPtr", ValueKind.NativeUInt), ("Char", ValueKind.Char),
        })
        {
            AddNumber(table.Type("System." + name), _ => kind);
        }

        // In generic code the call names the interface; its T is the number's type.
        string[] interfaces =
        [
            "INumber`1", "INumberBase`1", "ISignedNumber`1", "IBinaryNumber`1", "IBinaryInteger`1", "IBinaryFloatingPointIeee754`1",
            "IFloatingPoint`1", "IFloatingPointIeee754`1", "IFloatingPointConstants`1", "IExponentialFunctions`1", "IHyperbolicFunctions`1",
            "ILogarithmicFunctions`1", "IPowerFunctions`1", "IRootFunctions`1", "ITrigonometricFunctions`1", "IMinMaxValue`1",
            "IAdditiveIdentity`2", "IMultiplicativeIdentity`2", "IAdditionOperators`3", "ISubtractionOperators`3", "IMultiplyOperators`3",
            "IDivisionOperators`3", "IModulusOperators`3", "IUnaryNegationOperators`2", "IUnaryPlusOperators`2", "IComparisonOperators`3",
            "IEqualityOperators`3", "IIncrementOperators`1", "IDecrementOperators`1",
        ];
        foreach (var name in interfaces)
            AddNumber(table.Type("System.Numerics." + name), static call => Value.KindOf(call.Method.ContainingType.TypeArguments[0]) ?? throw call.Unsupported());

        table.Type("System.Boolean")
            .Add("Parse", static call => bool.TryParse(call[0].AsString, out var value) ? Value.Of(value) : throw call.Throw("FormatException", "The text is not a bool."))
            .Add("ToString", static call => Value.Of(call.Receiver.AsBoolean ? "True" : "False"))
            .Add("Equals", static call => Value.Of(call.Machine.AreEqual(call.Receiver, call[0])))
            .Add("CompareTo", static call => Value.Of(call.Receiver.AsInteger.CompareTo(call[0].AsInteger)))
            .Add("GetHashCode", static call => Value.Of((int)call.Receiver.AsInteger));
        table.Type("System.IComparable`1").Add("CompareTo", static call => Value.Of(call.Machine.Compare(call.Receiver, call[0])));
        table.Type("System.IComparable").Add("CompareTo", static call => Value.Of(call.Machine.Compare(call.Receiver, call[0])));
        table.Type("System.IEquatable`1").Add("Equals", static call => Value.Of(call.Machine.AreEqual(call.Receiver, call[0])));
        table.Type("System.IFormattable").Add("ToString", static call => Value.Of(TextModels.Format(call.Machine.Fuel, call.Receiver, call[0].AsString)));
        table.Type("System.IConvertible").Add("ToDouble", static call => Numbers.Convert(call.Receiver, ValueKind.Double)).Add("ToSingle", static call => Numbers.Convert(call.Receiver, ValueKind.Single));
    }

    private static void AddNumber(TypeModels type, Func<ModelCall, ValueKind> kind)
    {
        MathModels.AddFunctions(type);
        AddOperators(type, kind);
        AddConversions(type, kind);
        AddConstants(type, kind);
        AddTests(type);
        type
            .Add("CompareTo", static call => Value.Of(call[0].IsNull ? 1 : Numbers.IsSmall(call.Receiver.Kind) && call[0].IsInteger ? call.Receiver.AsInt32 - call[0].AsInt32 : Numbers.Compare(call.Receiver, call[0])))
            .Add("Equals", static call => Value.Of((call[0].IsReal || call[0].IsInteger) && call[0].Kind == call.Receiver.Kind && Numbers.Compare(call.Receiver, call[0]) == 0))
            .Add("GetHashCode", static call => Value.Of(Numbers.HashOf(call.Receiver)))
            .Add("ToString", static call => Value.Of(TextModels.Format(call.Machine.Fuel, call.Receiver, call.Count > 0 ? call[0].AsString : null)));
    }

    private static void AddOperators(TypeModels type, Func<ModelCall, ValueKind> kind) => type
        .Add(["op_Addition", "op_CheckedAddition", "Add"], static call => Numbers.Add(call.Arithmetic, call[0], call[1]))
        .Add(["op_Subtraction", "op_CheckedSubtraction", "Subtract"], static call => Numbers.Subtract(call.Arithmetic, call[0], call[1]))
        .Add(["op_Multiply", "op_CheckedMultiply", "Multiply"], static call => Numbers.Multiply(call.Arithmetic, call[0], call[1]))
        .Add(["op_Division", "op_CheckedDivision", "Divide"], static call => { CheckDivisor(call); return Numbers.Divide(call.Arithmetic, call[0], call[1]); })
        .Add(["op_Modulus", "Remainder"], static call => { CheckDivisor(call); return Numbers.Remainder(call.Arithmetic, call[0], call[1]); })
        .Add(["op_UnaryNegation", "op_CheckedUnaryNegation", "Negate"], static call => Numbers.Negate(call.Arithmetic, call[0]))
        .Add("op_UnaryPlus", static call => call[0])
        .Add(["op_Increment", "op_CheckedIncrement"], call => Numbers.Add(call.Arithmetic, call[0], Numbers.Constant(kind(call), 1)))
        .Add(["op_Decrement", "op_CheckedDecrement"], call => Numbers.Subtract(call.Arithmetic, call[0], Numbers.Constant(kind(call), 1)))
        .Add("op_Equality", static call => Value.Of(!AnyNaN(call) && Numbers.Compare(call[0], call[1]) == 0))
        .Add("op_Inequality", static call => Value.Of(AnyNaN(call) || Numbers.Compare(call[0], call[1]) != 0))
        .Add("op_LessThan", static call => Value.Of(!AnyNaN(call) && Numbers.Compare(call[0], call[1]) < 0))
        .Add("op_LessThanOrEqual", static call => Value.Of(!AnyNaN(call) && Numbers.Compare(call[0], call[1]) <= 0))
        .Add("op_GreaterThan", static call => Value.Of(!AnyNaN(call) && Numbers.Compare(call[0], call[1]) > 0))
        .Add("op_GreaterThanOrEqual", static call => Value.Of(!AnyNaN(call) && Numbers.Compare(call[0], call[1]) >= 0));

    private static void AddConversions(TypeModels type, Func<ModelCall, ValueKind> kind) => type
        .Add("CreateChecked", call => Numbers.Fits(call[0], kind(call)) ? Numbers.Convert(call[0], kind(call)) : throw call.Throw("OverflowException", "Value was either too large or too small."))
        .Add("CreateSaturating", call => Numbers.Saturate(call[0], kind(call)))
        .Add("CreateTruncating", call => Numbers.Convert(call[0], kind(call)))
        .Add(["op_Explicit", "op_Implicit"], static call => Value.KindOf(call.Method.ReturnType) is { } wanted ? Numbers.Convert(call[0], wanted) : call[0])
        .Add("ToDouble", static call => Numbers.Convert(call[0], ValueKind.Double))
        .Add("ToSingle", static call => Numbers.Convert(call[0], ValueKind.Single))
        .Add("Parse", call => Numbers.Parse(Text(call), kind(call)) ?? throw call.Throw("FormatException", "The input string '" + Text(call) + "' was not in a correct format."))
        .Add("TryParse", call =>
        {
            var parsed = Numbers.Parse(Text(call), kind(call));
            call.Out(call.Count - 1).Store(parsed ?? Numbers.Zero(kind(call)));
            return Value.Of(parsed is not null);
        });

    private static void AddConstants(TypeModels type, Func<ModelCall, ValueKind> kind)
    {
        type
            .Add(["get_Zero", "get_AdditiveIdentity"], call => Numbers.Zero(kind(call)))
            .Add(["get_One", "get_MultiplicativeIdentity"], call => Numbers.Constant(kind(call), 1))
            .Add(["get_NegativeOne", "get_MinusOne"], call => Numbers.Constant(kind(call), -1))
            .Add("get_Radix", static _ => Value.Of(2))
            .Add("get_MaxValue", call => Limit(kind(call), high: true))
            .Add("get_MinValue", call => Limit(kind(call), high: false));
        foreach (var (name, value) in new[]
        {
            ("get_Pi", Math.PI), ("get_E", Math.E), ("get_Tau", 2 * Math.PI), ("get_NaN", double.NaN), ("get_NegativeZero", -0.0),
            ("get_PositiveInfinity", double.PositiveInfinity), ("get_NegativeInfinity", double.NegativeInfinity),
        })
        {
            type.Add(name, call => Value.Of(Traced.Constant(value), kind(call)));
        }

        type.Add("get_Epsilon", call => Value.Of(Traced.Constant(kind(call) == ValueKind.Single ? float.Epsilon : double.Epsilon), kind(call)));
    }

    private static void AddTests(TypeModels type)
    {
        Test("IsNaN", double.IsNaN, false);
        Test("IsFinite", static x => !double.IsNaN(x) && !double.IsInfinity(x), true);
        Test("IsInfinity", double.IsInfinity, false);
        Test("IsPositiveInfinity", double.IsPositiveInfinity, false);
        Test("IsNegativeInfinity", double.IsNegativeInfinity, false);
        Test("IsRealNumber", static x => !double.IsNaN(x), true);
        Test("IsNegative", static x => BitConverter.DoubleToInt64Bits(x) < 0, null);
        Test("IsPositive", static x => BitConverter.DoubleToInt64Bits(x) >= 0, null);
        Test("IsZero", static x => x == 0, null);
        Test("IsInteger", static x => Math.Truncate(x) == x && !double.IsInfinity(x), true);
        Test("IsEvenInteger", static x => x % 2 == 0, null);
        Test("IsOddInteger", static x => Math.Abs(x % 2) == 1, null);

        void Test(string member, Func<double, bool> real, bool? integer) => type.Add(member, call =>
            Value.Of(call[0].IsReal || integer is null ? real(call[0].AsTraced.Value) : integer.Value));
    }

    private static Value Limit(ValueKind kind, bool high)
    {
        if (Value.IsRealKind(kind))
        {
            var limit = kind == ValueKind.Single ? float.MaxValue : kind == ValueKind.Decimal ? (double)decimal.MaxValue : double.MaxValue;
            return Value.Of(Traced.Constant(high ? limit : -limit), kind);
        }

        var exact = high ? Numbers.Exact(kind).High : Numbers.Exact(kind).Low;
        return Value.Integer(kind, exact > long.MaxValue ? -1 : (long)exact);
    }

    private static void CheckDivisor(ModelCall call)
    {
        if (Numbers.IsIntegerZero(call[1]) && !call[0].IsReal)
            throw call.Throw("DivideByZeroException", "Attempted to divide by zero.");
        if (call[0].IsInteger && call[1].IsInteger && Numbers.QuotientOverflows(call[0].AsInteger, call[1].AsInteger, call[0].Kind))
            throw call.Throw("OverflowException", "Arithmetic operation resulted in an overflow.");
    }

    private static bool AnyNaN(ModelCall call) =>
        (call[0].IsReal && double.IsNaN(call[0].AsTraced.Value)) || (call[1].IsReal && double.IsNaN(call[1].AsTraced.Value));

    /// <summary>The text to parse, a string or a span of characters.</summary>
    private static string Text(ModelCall call) =>
        call[0].AsString ?? (call[0].IsNull ? throw call.Throw("ArgumentNullException", "Value cannot be null.") : string.Concat(call.Sequence(0)));
}
