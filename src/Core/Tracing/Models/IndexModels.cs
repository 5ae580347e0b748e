namespace RnnLint.Tracing.Models;

/// <summary><c>System.Index</c> as a tuple (value, from end) and <c>System.Range</c> as a tuple of two of them.</summary>
public static class IndexModels
{
    /// <summary>What <c>^value</c> or a conversion from int makes.</summary>
    public static Value Index(IMachine machine, int value, bool fromEnd) =>
        Value.Of(new TupleObject(machine.Compilation.TypeNamed("System.Index"), [Value.Of(value), Value.Of(fromEnd)]));

    /// <summary>What <c>start..end</c> makes.</summary>
    public static Value Range(IMachine machine, Value start, Value end) =>
        Value.Of(new TupleObject(machine.Compilation.TypeNamed("System.Range"), [start, end]));

    /// <summary>The position that an int or Index denotes in a sequence of this length.</summary>
    public static int Offset(Value index, int length)
    {
        if (index.AsObject is not TupleObject pair)
            return index.AsInteger is >= int.MinValue and <= int.MaxValue and var position ? (int)position : -1;
        return pair.Items[1].AsBoolean ? length - pair.Items[0].AsInt32 : pair.Items[0].AsInt32;
    }

    /// <summary>Start and length of a Range in a sequence of this length; the length is negative where it does not fit.</summary>
    public static (int Start, int Length) Span(Value range, int length)
    {
        var ends = range.As<TupleObject>().Items;
        int start = Offset(ends[0], length), end = Offset(ends[1], length);
        return start < 0 || end > length ? (start, -1) : (start, end - start);
    }

    internal static void Register(ModelTable table)
    {
        table.Type("System.Index")
            .Add(".ctor", static call => Index(call.Machine, call.Int(0), call.Count > 1 && call.Bool(1)))
            .Add("op_Implicit", static call => Index(call.Machine, call.Int(0), false))
            .Add("FromStart", static call => Index(call.Machine, call.Int(0), false))
            .Add("FromEnd", static call => Index(call.Machine, call.Int(0), true))
            .Add("get_Start", static call => Index(call.Machine, 0, false))
            .Add("get_End", static call => Index(call.Machine, 0, true))
            .Add("get_Value", static call => call.Receiver.As<TupleObject>().Items[0])
            .Add("get_IsFromEnd", static call => call.Receiver.As<TupleObject>().Items[1])
            .Add("GetOffset", static call => Value.Of(Offset(call.Receiver, call.Int(0))));
        table.Type("System.Range")
            .Add(".ctor", static call => Range(call.Machine, call[0], call[1]))
            .Add("StartAt", static call => Range(call.Machine, call[0], Index(call.Machine, 0, true)))
            .Add("EndAt", static call => Range(call.Machine, Index(call.Machine, 0, false), call[0]))
            .Add("get_All", static call => Range(call.Machine, Index(call.Machine, 0, false), Index(call.Machine, 0, true)))
            .Add("get_Start", static call => call.Receiver.As<TupleObject>().Items[0])
            .Add("get_End", static call => call.Receiver.As<TupleObject>().Items[1])
            .Add("GetOffsetAndLength", static call =>
            {
                var (start, length) = Span(call.Receiver, call.Int(0));
                return length < 0 ? throw call.OutOfRange("The range") : call.ToTuple(Value.Of(start), Value.Of(length));
            });
    }
}
