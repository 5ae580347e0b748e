using System.Linq;

namespace RnnLint.Tracing.Models;

/// <summary>The ways to make a vector.</summary>
internal static class MathNetVectorMakers
{
    /// <summary>(count), (count, value), (count, i → value), or an array that the vector shares.</summary>
    public static Value Plain(ModelCall call, LinearStorage storage)
    {
        if (MathNetBuilderModels.TakesStorage(call))
            return call.Unmodelled();
        if (MathNetBuilderModels.IsArray(call, 0))
            return Value.Of(MathNetFactory.VectorAround(call.Machine, NotNull(call, 0)));
        var vector = call.NewVector(MathNetBuilderModels.Kind(call), call.Int(0), storage);
        if (call.Count == 1)
            return Value.Of(vector);
        call.Machine.Fuel.Step(vector.Count);
        for (var i = 0; i < vector.Count; i++)
            call.Put(vector, i, MathNetBuilderModels.IsDelegate(call, 1) ? call.Call(call[1], Value.Of(i)) : call[1]);
        return Value.Of(vector);
    }

    /// <summary>A copy of an array, vector or any sequence of numbers.</summary>
    public static Value OfSequence(ModelCall call, LinearStorage storage)
    {
        if (call[0].IsNull)
            throw call.Fail("System.ArgumentNullException", "Value cannot be null.");
        var items = MathNetBuilderModels.List(call, call[0]);
        var vector = call.NewVector(MathNetBuilderModels.Kind(call), items.Length, storage);
        call.Move(items, vector);
        return Value.Of(vector);
    }

    /// <summary>(count, sequence of (index, value)).</summary>
    public static Value OfIndexed(ModelCall call, LinearStorage storage)
    {
        var vector = call.NewVector(MathNetBuilderModels.Kind(call), call.Int(0), storage);
        foreach (var items in MathNetBuilderModels.List(call, call[1]).Select(MathNetBuilderModels.Items))
        {
            call.Require((uint)items[0].AsInt32 < (uint)vector.Count, MathNetCalls.Index);
            call.Put(vector, items[0].AsInt32, items[1]);
        }

        return Value.Of(vector);
    }

    /// <summary>(count), (count, seed) or (count, distribution).</summary>
    public static Value Random(ModelCall call, LinearStorage storage)
    {
        var kind = MathNetBuilderModels.Kind(call);
        var vector = call.NewVector(kind, call.Int(0), storage);
        for (var i = 0; i < vector.Count; i++)
            vector.Cells[i] = MathNetDistributionModels.Sample(call.Machine, call.Count > 1 ? call[1] : Value.Null, kind);
        return Value.Of(vector);
    }

    /// <summary>A zero vector like one or two examples, of their length or a given one.</summary>
    public static Value SameAs(ModelCall call)
    {
        var examples = call.Arguments.Select(argument => argument.AsObject).OfType<LinearObject>().ToArray();
        var count = call[call.Count - 1].IsInteger ? call.Int(call.Count - 1) : examples[0].Cells.Length;
        var storage = examples.Length == 1 ? examples[0].Storage : MathNetCalls.Combine(examples[0], examples[1]);
        return Value.Of(call.NewVector(MathNetBuilderModels.Kind(call), count, storage));
    }

    private static ArrayObject NotNull(ModelCall call, int index) =>
        call[index].IsNull ? throw call.Fail("System.ArgumentNullException", "Value cannot be null.") : call[index].As<ArrayObject>();
}
