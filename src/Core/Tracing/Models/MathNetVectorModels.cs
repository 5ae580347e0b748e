using System;
using System.Linq;

namespace RnnLint.Tracing.Models;

/// <summary>Members of vectors alone.</summary>
internal static class MathNetVectorModels
{
    public static void Add(GuardedModels models)
    {
        models
            .Add(["Multiply", "op_Multiply"], MathNetProducts.Multiply)
            .Add(["DotProduct", "ConjugateDotProduct"], MathNetProducts.DotProduct)
            .Add("OuterProduct", MathNetProducts.OuterProduct)
            .Add("get_Count", call => Value.Of(call.Vector(0).Count))
            .Add("get_Item", call => call.Vector(0)[Index(call, MathNetCalls.Range)])
            .Add("set_Item", call => Set(call, MathNetCalls.Range))
            .Add("At", At)
            .Add("SetValues", SetValues)
            .Add("CopyTo", CopyTo)
            .Add("SubVector", SubVector)
            .Add("SetSubVector", call => Copy(call, call.Vector(3), 0, call.Vector(0), call.Int(0), call.Int(1)))
            .Add("CopySubVectorTo", call => Copy(call, call.Vector(0), call.Int(1), call.Vector(1), call.Int(2), call.Int(3)))
            .Add("ClearSubVector", ClearSubVector)
            .Add("ToArray", call => call.NewArrayOf(call.Vector(0).Kind, call.Vector(0).Count, i => call.Vector(0)[i]))
            .Add(["AsArray", "get_Values", "op_Explicit"], call => call.Vector(0) is { Storage: LinearStorage.Dense } v ? Value.Of(v.Data) : Value.Null)
            .Add("op_Implicit", call => call[0].IsNull ? Value.Null : Value.Of(MathNetFactory.VectorAround(call.Machine, call[0].As<ArrayObject>())))
            .Add("ToColumnMatrix", call => ToMatrix(call, call.Vector(0).Count, 1))
            .Add("ToRowMatrix", call => ToMatrix(call, 1, call.Vector(0).Count))
            .Add("Enumerate", call => call.Lazy(_ => call.Visited(call.Vector(0)).Select(i => call.Vector(0)[i])))
            .Add("EnumerateIndexed", call => call.Lazy(type => call.Visited(call.Vector(0)).Select(i => MathNetCalls.NewTuple(type, Value.Of(i), call.Vector(0)[i]))))
            .Add("GetEnumerator", call => Value.Of(new EnumeratorObject(call.Method.ReturnType, call.Vector(0).Cells.AsEnumerable().GetEnumerator())))
            .Add("Contains", call => Value.Of(call.Vector(0).Cells.Any(x => call.Machine.AreEqual(x, call[0]))))
            .Add("IndexOf", call => Value.Of(Array.FindIndex(call.Vector(0).Cells, x => call.Machine.AreEqual(x, call[0]))))
            .Add("Find", Find)
            .Add("Find2", Find2);

        models
            .Add("Sum", call => call.Sum(call.Vector(0).Kind, call.Vector(0).Count, i => call.Vector(0)[i]))
            .Add(["SumMagnitudes", "L1Norm"], call => MathNetNorms.Norm(call, call.Vector(0).Cells, 1))
            .Add("L2Norm", call => MathNetNorms.Norm(call, call.Vector(0).Cells, 2))
            .Add("InfinityNorm", call => MathNetNorms.Norm(call, call.Vector(0).Cells, double.PositiveInfinity))
            .Add("Norm", call => MathNetNorms.Norm(call, call.Vector(0).Cells, Power(call)))
            .Add("Normalize", Normalize)
            .Add("MaximumIndex", call => Value.Of(Best(call, (x, best) => x > best)))
            .Add("MinimumIndex", call => Value.Of(Best(call, (x, best) => x < best)))
            .Add("AbsoluteMaximumIndex", call => Value.Of(Best(call, (x, best) => Math.Abs(x) > Math.Abs(best))))
            .Add("AbsoluteMinimumIndex", call => Value.Of(Best(call, (x, best) => Math.Abs(x) < Math.Abs(best))))
            .Add("Maximum", call => call.Vector(0)[Best(call, (x, best) => x > best)])
            .Add("Minimum", call => call.Vector(0)[Best(call, (x, best) => x < best)])
            .Add("AbsoluteMaximum", call => call.Arithmetic.Abs(call.Vector(0)[Best(call, (x, best) => Math.Abs(x) > Math.Abs(best))]))
            .Add("AbsoluteMinimum", call => call.Arithmetic.Abs(call.Vector(0)[Best(call, (x, best) => Math.Abs(x) < Math.Abs(best))]));
    }

    /// <summary>Copies a run of elements; the numbers keep their nodes.</summary>
    private static Value Copy(ModelCall call, MathVectorObject source, int sourceIndex, MathVectorObject target, int targetIndex, int count)
    {
        if (count == 0)
            return Value.Void;
        call.Require(count > 0 && sourceIndex >= 0 && targetIndex >= 0, MathNetCalls.Range);
        call.Require(count <= source.Count - sourceIndex && count <= target.Count - targetIndex, MathNetCalls.Range);
        Array.Copy(source.Cells, sourceIndex, target.Cells, targetIndex, count);
        return Value.Void;
    }

    private static int Index(ModelCall call, string exception)
    {
        var index = call.Int(0);
        call.Require((uint)index < (uint)call.Vector(0).Count, exception);
        return index;
    }

    private static Value Set(ModelCall call, string exception)
    {
        call.Put(call.Vector(0), Index(call, exception), call[1]);
        return Value.Void;
    }

    private static Value At(ModelCall call) =>
        call.Count == 2 ? Set(call, MathNetCalls.Index) : call.Vector(0)[Index(call, MathNetCalls.Index)];

    private static Value SetValues(ModelCall call)
    {
        var values = call[0].As<ArrayObject>();
        call.Require(values.Length == call.Vector(0).Count, MathNetCalls.Range);
        call.Move(values.Cells, call.Vector(0));
        return Value.Void;
    }

    /// <summary>To a vector, or as <c>ICollection</c> to an array.</summary>
    private static Value CopyTo(ModelCall call)
    {
        var source = call.Vector(0);
        if (call[0].AsObject is ArrayObject array)
        {
            call.Require(call.Int(1) >= 0 && call.Int(1) + source.Count <= array.Length);
            Array.Copy(source.Cells, 0, array.Cells, call.Int(1), source.Count);
            return Value.Void;
        }

        if (call[0].IsNull)
            throw call.Fail("System.ArgumentNullException", "Value cannot be null.");
        call.Require(call.Vector(1).Count == source.Count);
        call.Move(source.Cells, call.Vector(1));
        return Value.Void;
    }

    private static Value SubVector(ModelCall call)
    {
        var source = call.Vector(0);
        var result = call.NewVector(source.Kind, call.Int(1), source.Storage);
        Copy(call, source, call.Int(0), result, 0, call.Int(1));
        return Value.Of(result);
    }

    private static Value ClearSubVector(ModelCall call)
    {
        var target = call.Vector(0);
        var (index, count) = (call.Int(0), call.Int(1));
        call.Require(count > 0 && index >= 0 && count <= target.Count - index, MathNetCalls.Range);
        for (var i = index; i < index + count; i++)
            target.Cells[i] = MathNetCalls.Zero(target.Kind);
        return Value.Void;
    }

    private static Value ToMatrix(ModelCall call, int rows, int columns)
    {
        var source = call.Vector(0);
        var result = call.NewMatrix(source.Kind, rows, columns, source.Storage);
        call.Move(source.Cells, result);
        return Value.Of(result);
    }

    private static Value Find(ModelCall call)
    {
        var source = call.Vector(0);
        foreach (var i in call.Visited(source))
        {
            if (call.Call(call[0], source[i]).AsBoolean)
                return MathNetCalls.NewTuple(call.Method.ReturnType, Value.Of(i), source[i]);
        }

        return Value.Null;
    }

    private static Value Find2(ModelCall call)
    {
        MathVectorObject x = call.Vector(0), y = call.Vector(2);
        call.Require(x.Count == y.Count);
        foreach (var i in call.Visited(x, y))
        {
            if (call.Call(call[0], x[i], y[i]).AsBoolean)
                return MathNetCalls.NewTuple(call.Method.ReturnType, Value.Of(i), x[i], y[i]);
        }

        return Value.Null;
    }

    private static double Power(ModelCall call)
    {
        var power = call[0].AsTraced.Value;
        call.Require(power >= 0, MathNetCalls.Range);
        return power;
    }

    private static Value Normalize(ModelCall call)
    {
        var source = call.Vector(0);
        var norm = MathNetNorms.Norm(call, source.Cells, Power(call));
        if (norm.AsTraced.Value == 0)
            return MathNetElementwiseModels.Each(call with { Arguments = [] }, x => x);
        var scale = call.Arithmetic.Divide(MathNetCalls.Number(ValueKind.Double, 1), norm);
        return MathNetElementwiseModels.Each(call with { Arguments = [] }, x => call.Arithmetic.Multiply(scale, x));
    }

    private static int Best(ModelCall call, Func<double, double, bool> better)
    {
        var cells = call.Vector(0).Cells;
        call.Require(cells.Length > 0, MathNetCalls.Index);
        var best = 0;
        for (var i = 1; i < cells.Length; i++)
        {
            if (better(cells[i].AsTraced.Value, cells[best].AsTraced.Value))
                best = i;
        }

        return best;
    }
}
