using System.Globalization;
using RnnLint.Tracing;

namespace RnnLint.Fuzzing.Running;

/// <summary>Turns what a program reported into text that says type and bits, so that 1 is not 1.0 and −0.0 is not 0.0; one NaN is as good as another.</summary>
internal static class Observation
{
    public static string OfRun(object?[] reported) => string.Join(" ", reported.Select(OfRun));

    public static string OfTrace(Value reported) => string.Join(" ", reported.As<ArrayObject>().Cells.Select(OfCell));

    private static string OfRun(object? value) => value switch
    {
        null => "null",
        double number => Real("double", number),
        float number => Real("float", number),
        decimal number => Real("decimal", (double)number),
        bool flag => flag ? "true" : "false",
        char letter => Integer("Char", letter),
        string text => Text(text),
        ulong number => "UInt64:" + number.ToString(CultureInfo.InvariantCulture),
        IConvertible number => Integer(number.GetTypeCode().ToString(), number.ToInt64(CultureInfo.InvariantCulture)),
        _ => "object",
    };

    private static string OfCell(Value value) => value.Kind switch
    {
        ValueKind.Null => "null",
        ValueKind.Double => Real("double", value.AsTraced.Value),
        ValueKind.Single => Real("float", value.AsTraced.Value),
        ValueKind.Decimal => Real("decimal", value.AsTraced.Value),
        ValueKind.Boolean => value.AsBoolean ? "true" : "false",
        ValueKind.Object when value.AsString is { } text => Text(text),
        ValueKind.Object => "object",
        ValueKind.UInt64 => "UInt64:" + ((ulong)value.AsInteger).ToString(CultureInfo.InvariantCulture),
        _ => Integer(value.Kind.ToString(), value.AsInteger),
    };

    // Decimals are traced as doubles, so zero has no sign of its own there.
    private static string Real(string type, double number) =>
        double.IsNaN(number) ? type + ":NaN" : type + ":" + (type == "decimal" ? number + 0.0 : number).ToString("R", CultureInfo.InvariantCulture);

    private static string Integer(string type, long number) => type + ":" + number.ToString(CultureInfo.InvariantCulture);

    private static string Text(string text) => "\"" + string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c.ToString() : $"\\u{(int)c:x4}")) + "\"";
}
