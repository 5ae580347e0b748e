using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Tracing.Models;

/// <summary>Queue, Stack, their concurrent kin and ConcurrentBag. The next item out is always item 0, so that enumeration needs no care.</summary>
internal static class QueueStackModels
{
    public static void Register(ModelTable table)
    {
        string[] queues = ["System.Collections.Generic.Queue`1", "System.Collections.Queue", "System.Collections.Concurrent.ConcurrentQueue`1"];
        foreach (var name in queues)
            AddOut(table.Type(name)).Add("Enqueue", static call => Put(call, Items(call).Count));

        string[] stacks = ["System.Collections.Generic.Stack`1", "System.Collections.Stack", "System.Collections.Concurrent.ConcurrentStack`1"];
        foreach (var name in stacks)
        {
            AddOut(table.Type(name))
                .Add("Push", static call => Put(call, 0))
                .Add(".ctor", static call => call.Count == 0 || call[0].IsInteger ? call.ToList([]) : call.ToList(call.Items(0).Reverse()));
        }

        // A bag hands out what was put in last.
        AddOut(table.Type("System.Collections.Concurrent.ConcurrentBag`1")).Add("Add", static call => Put(call, 0));
    }

    private static TypeModels AddOut(TypeModels type) => SequenceModels.AddShared(type)
        .Add(".ctor", static call => call.Count == 0 || call[0].IsInteger ? call.ToList([]) : call.ToList(call.Items(0)))
        .Add(["Dequeue", "Pop"], Take)
        .Add("Peek", static call => Items(call).Count > 0 ? Items(call)[0] : throw Nothing(call))
        .Add(["TryDequeue", "TryPop", "TryTake"], static call => Try(call, take: true))
        .Add("TryPeek", static call => Try(call, take: false))
        .Add("get_IsEmpty", static call => Value.Of(Items(call).Count == 0))
        .Add("ToArray", static call => call.ToArray(Items(call)))
        .Add("EnsureCapacity", static call => call[0])
        .Ignore("TrimExcess");

    private static Value Put(ModelCall call, int at)
    {
        call.Machine.Fuel.Allocate(1);
        Items(call).Insert(at, call[0].CopyOnStore());
        return Value.Void;
    }

    private static Value Take(ModelCall call)
    {
        if (Items(call).Count == 0)
            throw Nothing(call);
        var item = Items(call)[0];
        Items(call).RemoveAt(0);
        return item;
    }

    private static Value Try(ModelCall call, bool take)
    {
        var any = Items(call).Count > 0;
        call.Out(0).Store(any ? take ? Take(call) : Items(call)[0] : call.Machine.DefaultOf(call.Method.Parameters[0].Type));
        return Value.Of(any);
    }

    private static InterpretedException Nothing(ModelCall call) =>
        call.Throw("InvalidOperationException", call.Method.ContainingType.Name + " empty.");

    private static List<Value> Items(ModelCall call) => call.Receiver.As<ListObject>().Items;
}
