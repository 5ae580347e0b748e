using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace RnnLint.Tracing.Models;

/// <summary>Strings and their builders. Text carries no trace: a number written into it is only its digits.</summary>
public static class TextModels
{
    /// <summary>What <c>ToString</c> or an interpolation makes of a value, in the invariant culture.</summary>
    public static string Format(Value value, string? format = null)
    {
        try
        {
            return (Plain(value) as IFormattable)?.ToString(format, CultureInfo.InvariantCulture) ?? Plain(value)?.ToString() ?? "";
        }
        catch (FormatException)
        {
            return value.ToString();
        }
    }

    /// <summary>The same, paid for before it is made: a format of a few characters may ask for a number in a billion digits.</summary>
    internal static string Format(Fuel fuel, Value value, string? format)
    {
        fuel.Allocate(TextCosts.OfFormat(format));
        return Format(value, format);
    }

    internal static void Register(ModelTable table)
    {
        AddString(table.Type("System.String"));
        AddBuilder(table.Type("System.Text.StringBuilder"));
        AddBuilder(table.Type("System.IO.StringWriter"));
        AddHandler(table.Type("System.Runtime.CompilerServices.DefaultInterpolatedStringHandler"));
        foreach (var (name, test) in new (string, Func<char, bool>)[]
        {
            ("IsDigit", char.IsDigit), ("IsLetter", char.IsLetter), ("IsLetterOrDigit", char.IsLetterOrDigit), ("IsWhiteSpace", char.IsWhiteSpace),
            ("IsUpper", char.IsUpper), ("IsLower", char.IsLower), ("IsPunctuation", char.IsPunctuation),
        })
        {
            table.Type("System.Char").Add(name, call => call.Count == 1 ? Value.Of(test((char)call[0].AsInteger)) : throw call.Unsupported());
        }

        table.Type("System.Char")
            .Add(["ToUpper", "ToUpperInvariant"], static call => Value.Of(char.ToUpperInvariant((char)call[0].AsInteger)))
            .Add(["ToLower", "ToLowerInvariant"], static call => Value.Of(char.ToLowerInvariant((char)call[0].AsInteger)));
    }

    private static void AddString(TypeModels type) => type
        .Add("get_Length", static call => Value.Of(This(call).Length))
        .Add(["get_Item", "get_Chars"], static call => (uint)call.Int(0) < (uint)This(call).Length ? Value.Of(This(call)[call.Int(0)]) : throw call.IndexOutside())
        .Add("GetEnumerator", SequenceModels.GetEnumerator)
        .Add("Concat", static call => Value.Of(Joined(call, "", Parts(call, 0))))
        .Add("Join", static call => Value.Of(Joined(call, Format(call[0]), Parts(call, 1))))
        .Add("Format", static call => Made(call, Composite(call)))
        .Add("IsNullOrEmpty", static call => Value.Of(string.IsNullOrEmpty(call[0].AsString)))
        .Add("IsNullOrWhiteSpace", static call => Value.Of(string.IsNullOrWhiteSpace(call[0].AsString)))
        .Add("op_Equality", static call => Value.Of(call[0].AsString == call[1].AsString))
        .Add("op_Inequality", static call => Value.Of(call[0].AsString != call[1].AsString))
        .Add("Equals", static call => Value.Of(string.Equals(
            call.Method.IsStatic ? call[0].AsString : call.Receiver.AsString, call[call.Method.IsStatic ? 1 : 0].AsString, Mode(call))))
        .Add("Compare", static call => Value.Of(string.CompareOrdinal(call[0].AsString, call[1].AsString)))
        .Add("CompareOrdinal", static call => Value.Of(string.CompareOrdinal(call[0].AsString, call[1].AsString)))
        .Add("CompareTo", static call => Value.Of(string.CompareOrdinal(This(call), call[0].AsString)))
        .Add("GetHashCode", static call => Value.Of(Hash(This(call))))
        .Add(["ToString", "Normalize", "Intern"], static call => call.Method.IsStatic ? call[0] : call.Receiver)
        .Add(["ToUpper", "ToUpperInvariant"], static call => Value.Of(This(call).ToUpperInvariant()))
        .Add(["ToLower", "ToLowerInvariant"], static call => Value.Of(This(call).ToLowerInvariant()))
        .Add("Trim", static call => call.Count == 0 ? Value.Of(This(call).Trim()) : Value.Of(This(call).Trim(Characters(call))))
        .Add("TrimStart", static call => Value.Of(This(call).TrimStart(Characters(call))))
        .Add("TrimEnd", static call => Value.Of(This(call).TrimEnd(Characters(call))))
        .Add("Contains", static call => Value.Of(This(call).IndexOf(Format(call[0]), Mode(call)) >= 0))
        .Add("StartsWith", static call => Value.Of(This(call).StartsWith(Format(call[0]), Mode(call))))
        .Add("EndsWith", static call => Value.Of(This(call).EndsWith(Format(call[0]), Mode(call))))
        .Add("IndexOf", static call => call.Count == 1 ? Value.Of(This(call).IndexOf(Format(call[0]), StringComparison.Ordinal)) : throw call.Unsupported())
        .Add("LastIndexOf", static call => call.Count == 1 ? Value.Of(This(call).LastIndexOf(Format(call[0]), StringComparison.Ordinal)) : throw call.Unsupported())
        .Add("Replace", Replace)
        .Add("Substring", Substring)
        .Add("Remove", static call => Value.Of(call.Count > 1 ? Cut(call, 0, call.Int(0)) + Cut(call, call.Int(0) + call.Int(1), null) : Cut(call, 0, call.Int(0))))
        .Add("Insert", static call => Made(call, Cut(call, 0, call.Int(0)) + Format(call[1]) + Cut(call, call.Int(0), null)))
        .Add("PadLeft", static call => Value.Of(This(call).PadLeft(Padding(call), call.Count > 1 ? (char)call[1].AsInteger : ' ')))
        .Add("PadRight", static call => Value.Of(This(call).PadRight(Padding(call), call.Count > 1 ? (char)call[1].AsInteger : ' ')))
        .Add("Split", Split)
        .Add("ToCharArray", static call => call.ToArray(This(call).Select(Value.Of)))
        .Add("op_Implicit", static call => SpanModels.Retyped(call, call[0]))
        .Add(".ctor", static call => call.Count == 2 && call[0].Kind == ValueKind.Char
            ? Value.Of(new string((char)call[0].AsInteger, Length(call, call.Int(1))))
            : call.Count == 1 ? Value.Of(string.Concat(call.Sequence(0))) : throw call.Unsupported());

    private static void AddBuilder(TypeModels type) => type
        .Add(".ctor", static call => Value.Of(new TextObject(call.ResultType(), call.Count > 0 && call[0].AsString is { } text ? text : "")))
        .Add(["Append", "Write"], static call => Append(call, call.Count == 2 && call[0].Kind == ValueKind.Char ? new string((char)call[0].AsInteger, Length(call, call.Int(1))) : Format(call[0])))
        .Add(["AppendLine", "WriteLine"], static call => Append(call, (call.Count > 0 ? Format(call[0]) : "") + "\n"))
        .Add("AppendFormat", static call => Append(call, Composite(call)))
        .Add("AppendJoin", static call => Append(call, Joined(call, Format(call[0]), Parts(call, 1))))
        .Add("Clear", static call => { call.Receiver.As<TextObject>().Text.Clear(); return call.Receiver; })
        .Add("get_Length", static call => Value.Of(call.Receiver.As<TextObject>().Text.Length))
        .Add("set_Length", static call => { call.Receiver.As<TextObject>().Text.Length = Length(call, call.Int(0)); return Value.Void; })
        .Add("ToString", static call => call.Count == 0 ? Made(call, call.Receiver.As<TextObject>().ToString()) : throw call.Unsupported())
        .Ignore("Flush", "Close", "Dispose");

    private static void AddHandler(TypeModels type) => type
        .Add(".ctor", static call => Value.Of(new TextObject(call.ResultType(), "")))
        .Add("AppendLiteral", static call => Append(call, Format(call[0])))
        .Add("AppendFormatted", static call => Append(call, Format(call.Machine.Fuel, call[0], call.Named("format").AsString)))
        .Add(["ToStringAndClear", "ToString"], static call => Value.Of(call.Receiver.As<TextObject>().ToString()));

    /// <summary>The parts with the separator between; text pays for its room like an array.</summary>
    private static string Joined(ModelCall call, string separator, IEnumerable<Value> parts)
    {
        var text = new System.Text.StringBuilder();
        var between = "";
        foreach (var part in parts)
        {
            var start = text.Length;
            text.Append(between).Append(Format(part));
            between = separator;
            call.Machine.Fuel.Allocate(TextCosts.Of(text.Length - start));
        }

        return text.ToString();
    }

    private static Value Replace(ModelCall call)
    {
        string old = Format(call[0]), @new = Format(call[1]);
        if (old.Length == 0)
            throw call.Throw("ArgumentException", "The value cannot be an empty string.");
        long longest = (long)This(call).Length / old.Length * Math.Max(old.Length, @new.Length);
        call.Machine.Fuel.Allocate(TextCosts.Of(longest));
        return Value.Of(This(call).Replace(old, @new));
    }

    private static Value Append(ModelCall call, string text)
    {
        call.Machine.Fuel.Allocate(TextCosts.Of(text.Length));
        call.Receiver.As<TextObject>().Text.Append(text);
        return call.Method.ReturnsVoid ? Value.Void : call.Receiver;
    }

    private static string Composite(ModelCall call)
    {
        var first = call.Position("format");
        if (first < 0)
            throw call.Unsupported();
        var (format, parts) = (Format(call[first]), call.Paid(Parts(call, first + 1)).ToArray());
        call.Machine.Fuel.Allocate(TextCosts.OfComposite(format, parts.Select(part => Format(part).Length).DefaultIfEmpty().Max()));
        try
        {
            return string.Format(CultureInfo.InvariantCulture, format, parts.Select(Plain).ToArray());
        }
        catch (FormatException wrong)
        {
            throw call.Throw("FormatException", wrong.Message);
        }
    }

    /// <summary>The arguments from here on; a single sequence stands for its items.</summary>
    private static IEnumerable<Value> Parts(ModelCall call, int first) =>
        call.Count == first + 1 && call[first].AsObject is HeapObject and not (OpaqueObject or Instance or TupleObject or TextObject)
            ? call.Sequence(first)
            : call.Arguments.Skip(first);

    /// <summary>The value as the type that .NET formats.</summary>
    private static object? Plain(Value value) => value.Kind switch
    {
        ValueKind.Null => null,
        ValueKind.Single => (float)value.AsTraced.Value,
        ValueKind.Double or ValueKind.Decimal => value.AsTraced.Value,
        ValueKind.Boolean => value.AsBoolean,
        ValueKind.Char => (char)value.AsInteger,
        ValueKind.UInt64 or ValueKind.NativeUInt => (ulong)value.AsInteger,
        ValueKind.Object => value.ToString(),
        ValueKind.Int32 => value.AsInt32,
        _ => value.AsInteger,
    };

    /// <summary>Text is paid for like storage, so that doubling it in a loop comes to an end.</summary>
    private static Value Made(ModelCall call, string text)
    {
        call.Machine.Fuel.Allocate(TextCosts.Of(text.Length));
        return Value.Of(text);
    }

    private static Value Substring(ModelCall call) => Value.Of(Cut(call, call.Int(0), call.Count > 1 ? call.Int(1) : null));

    private static string Cut(ModelCall call, int start, int? length)
    {
        var text = This(call);
        var count = length ?? text.Length - start;
        return start >= 0 && count >= 0 && count <= text.Length - start ? text.Substring(start, count) : throw call.OutOfRange("Index or length");
    }

    private static Value Split(ModelCall call)
    {
        var options = (StringSplitOptions)(call.Has("options") ? (int)call.Named("options").AsInteger & 1 : 0);
        string[] separators = call[0].AsString is { } one ? [one]
            : call[0].IsInteger ? [Format(call[0])]
            : call[0].IsNull ? []
            : call.Sequence(0).Select(separator => Format(separator)).ToArray();
        if (call.Has("count"))
            throw call.Unsupported();
        return call.ToArray(FileModels.Split(This(call), separators, options).Select(part => Value.Of(part)));
    }

    private static char[] Characters(ModelCall call) =>
        call.Count == 0 ? [] : call[0].IsInteger ? [(char)call[0].AsInteger] : call.Sequence(0).Select(item => (char)item.AsInteger).ToArray();

    private static StringComparison Mode(ModelCall call) =>
        call.Has("comparisonType") && call.Named("comparisonType").AsInteger % 2 == 1 ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>The same on every run, unlike string.GetHashCode.</summary>
    private static int Hash(string text) => text.Aggregate(17, static (hash, letter) => unchecked((hash * 31) + letter));

    private static int Padding(ModelCall call) => Length(call, call.Int(0));

    private static int Length(ModelCall call, int length)
    {
        if (length < 0)
            throw call.OutOfRange("Length");
        call.Machine.Fuel.Allocate(TextCosts.Of(length));
        return length;
    }

    private static string This(ModelCall call) => call.Receiver.AsString ?? throw call.Unsupported();
}
