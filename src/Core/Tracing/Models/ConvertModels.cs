using System;
using System.Globalization;

namespace RnnLint.Tracing.Models;

/// <summary>Convert and BitConverter.</summary>
internal static class ConvertModels
{
    public static void Register(ModelTable table)
    {
        var convert = table.Type("System.Convert");
        foreach (var kind in new[]
        {
            ValueKind.SByte, ValueKind.Byte, ValueKind.Int16, ValueKind.UInt16, ValueKind.Int32, ValueKind.UInt32, ValueKind.Int64,
            ValueKind.UInt64, ValueKind.Single, ValueKind.Double, ValueKind.Decimal, ValueKind.Char,
        })
        {
            convert.Add("To" + kind, call => To(call, kind));
        }

        convert
            .Add("ToBoolean", static call => call[0] switch
            {
                { Kind: ValueKind.Boolean } same => same,
                { IsNull: true } => Value.False,
                { AsString: { } text } => bool.TryParse(text, out var parsed) ? Value.Of(parsed) : throw call.Throw("FormatException", "The text is not a bool."),
                var number => Value.Of(number.AsTraced.Value != 0),
            })
            .Add("ToString", static call => Value.Of(TextModels.Format(call[0])))
            .Add("ChangeType", static call => call[1].AsObject is TypeObject type && Value.KindOf(type.Represented) is { } kind ? To(call, kind) : throw call.Unsupported());

        // The bits of a number that varies are not a function that has a derivative.
        table.Type("System.BitConverter")
            .Add("DoubleToInt64Bits", static call => Bits(call, static x => Value.Of(BitConverter.DoubleToInt64Bits(x))))
            .Add("DoubleToUInt64Bits", static call => Bits(call, static x => Value.Integer(ValueKind.UInt64, BitConverter.DoubleToInt64Bits(x))))
            .Add("SingleToInt32Bits", static call => Bits(call, static x => Value.Of(SingleBits(x))))
            .Add("SingleToUInt32Bits", static call => Bits(call, static x => Value.Integer(ValueKind.UInt32, unchecked((uint)SingleBits(x)))))
            .Add(["Int64BitsToDouble", "UInt64BitsToDouble"], static call => Value.Of(BitConverter.Int64BitsToDouble(call[0].AsInteger)))
            .Add(["Int32BitsToSingle", "UInt32BitsToSingle"], static call => Value.Of(BitConverter.ToSingle(BitConverter.GetBytes(unchecked((int)call[0].AsInteger)), 0)));
    }

    private static Value To(ModelCall call, ValueKind kind)
    {
        var x = call[0];
        if (x.IsNull)
            return Numbers.Zero(kind);
        if (x.Kind == ValueKind.Boolean)
            return Numbers.Constant(kind, x.AsBoolean ? 1 : 0);
        if (x.AsString is { } text)
            return Numbers.Parse(text, kind) ?? throw call.Throw("FormatException", "The input string '" + text + "' was not in a correct format.");

        // Convert rounds to even where a cast truncates.
        if (x.IsReal && !Value.IsRealKind(kind))
            x = Value.Of(Traced.Constant(Math.Round(x.AsTraced.Value)), ValueKind.Double);
        if (!Numbers.Fits(x, kind))
            throw call.Throw("OverflowException", "Value was either too large or too small for " + kind.ToString() + ".");
        return Numbers.Convert(x, kind);
    }

    private static Value Bits(ModelCall call, Func<double, Value> bits) =>
        call[0].AsTraced is { IsConstant: true, Value: var x } ? bits(x) : call.Machine.Opaque(call.Method.ReturnType, "BitConverter." + call.Method.Name, call[0]);

    private static int SingleBits(double x) => BitConverter.ToInt32(BitConverter.GetBytes((float)x), 0);
}
