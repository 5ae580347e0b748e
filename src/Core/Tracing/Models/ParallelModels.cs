using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>Parallel loops, run in order on one thread: one partition, so thread-local state is made and merged once.</summary>
internal static class ParallelModels
{
    public static void Register(ModelTable table)
    {
        table.Type("System.Threading.Tasks.Parallel")
            .Add("For", static call => Loop(call, Range(call[0], call[1]), first: 2))
            .Add("ForEach", static call => Loop(call, call.Items(0), first: 1))
            .Add(["ForAsync", "ForEachAsync"], static call => throw call.Unsupported())
            .Add("Invoke", static call =>
            {
                foreach (var action in call.Sequence(call.Count - 1))
                    call.Call(action);
                return Value.Void;
            });
        table.Type("System.Threading.Tasks.ParallelOptions")
            .Add(".ctor", static call => call.ToPlain())
            .Add("get_MaxDegreeOfParallelism", static _ => Value.Of(-1))
            .Add("get_CancellationToken", static call => call.ToPlain())
            .Ignore("set_MaxDegreeOfParallelism", "set_CancellationToken", "set_TaskScheduler");
        table.Type("System.Threading.Tasks.ParallelLoopState")
            .Add(["Stop", "Break"], static call => { call.Receiver.As<LoopStateObject>().IsStopped = true; return Value.Void; })
            .Add(["get_IsStopped", "get_ShouldExitCurrentIteration"], static call => Value.Of(call.Receiver.As<LoopStateObject>().IsStopped))
            .Add("get_IsExceptional", static _ => Value.False);
        table.Type("System.Threading.Tasks.ParallelLoopResult").Add("get_IsCompleted", static _ => Value.True);
        table.Type("System.Collections.Concurrent.Partitioner").Add("Create", Partition);
    }

    private static Value Loop(ModelCall call, IEnumerable<Value> items, int first)
    {
        // What is left after the source and ParallelOptions: body, or (localInit, body, localFinally).
        var functions = Enumerable.Range(first, call.Count - first).Where(i => call.Method.Parameters[i].Type.TypeKind == TypeKind.Delegate).ToArray();
        var hasLocal = functions.Length == 3;
        var body = functions[hasLocal ? 1 : 0];
        var state = new LoopStateObject(call.Machine.Compilation.TypeNamed("System.Threading.Tasks.ParallelLoopState"));
        var local = hasLocal ? call.Call(call[functions[0]]) : Value.Null;
        var index = 0L;
        foreach (var item in items)
        {
            if (state.IsStopped)
                break;
            call.Machine.Fuel.Step();
            var arguments = Arguments(item, index++);
            var result = call.Call(call[body], arguments);
            if (hasLocal)
                local = result;
        }

        if (hasLocal)
            call.Call(call[functions[2]], local);
        return call.ToPlain();

        // item[, state][, index][, local]
        Value[] Arguments(Value item, long position)
        {
            var count = call.Arity(body) - (hasLocal ? 1 : 0);
            Value[] all = count switch
            {
                1 => [item],
                2 => [item, Value.Of(state)],
                _ => [item, Value.Of(state), Value.Of(position)],
            };
            return hasLocal ? [.. all, local] : all;
        }
    }

    private static IEnumerable<Value> Range(Value from, Value to)
    {
        for (var i = from.AsInteger; i < to.AsInteger; i++)
            yield return Value.Integer(from.Kind, i);
    }

    /// <summary>Partitioner.Create(from, to[, rangeSize]) gives (from, to) tuples; of a list it gives the items.</summary>
    private static Value Partition(ModelCall call)
    {
        if (!call[0].IsInteger)
            return call[0];
        long from = call[0].AsInteger, to = call[1].AsInteger, size = Math.Max(1, call.Count > 2 ? call[2].AsInteger : to - from);
        var tuple = Sequences.ElementType(call.Method.ReturnType);
        return call.ToSequence(() => Ranges());

        IEnumerable<Value> Ranges()
        {
            for (var start = from; start < to; start += size)
                yield return Value.Of(new TupleObject(tuple, [Value.Integer(call[0].Kind, start), Value.Integer(call[0].Kind, Math.Min(start + size, to))]));
        }
    }
}
