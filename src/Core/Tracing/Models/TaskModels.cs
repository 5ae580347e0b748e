using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Tracing.Models;

/// <summary>Tasks and threads run at once, where they are started; Lazy and ThreadLocal on first use.</summary>
internal static class TaskModels
{
    public static void Register(ModelTable table)
    {
        string[] tasks = ["System.Threading.Tasks.Task", "System.Threading.Tasks.Task`1", "System.Threading.Tasks.ValueTask", "System.Threading.Tasks.ValueTask`1"];
        foreach (var name in tasks)
            AddTask(table.Type(name));
        table.Type("System.Threading.Tasks.TaskFactory").Add("StartNew", Run).Add(".ctor", static call => call.ToPlain());
        table.Type("System.Threading.Tasks.TaskFactory`1").Add("StartNew", Run).Add(".ctor", static call => call.ToPlain());

        const string services = "System.Runtime.CompilerServices.";
        string[] awaiters =
        [
            services + "TaskAwaiter", services + "TaskAwaiter`1", services + "ValueTaskAwaiter", services + "ValueTaskAwaiter`1",
            services + "ConfiguredTaskAwaitable", services + "ConfiguredTaskAwaitable`1",
            services + "ConfiguredTaskAwaitable+ConfiguredTaskAwaiter", services + "ConfiguredTaskAwaitable`1+ConfiguredTaskAwaiter",
        ];
        foreach (var name in awaiters)
            AddTask(table.Type(name));

        table.Type("System.Threading.Thread")
            .Add(".ctor", static call => Value.Of(new LazyObject(call.ResultType(), () => call[0])))
            .Add("Start", static call => call.Call(call.Receiver.As<LazyObject>().Value, call.Arguments))
            .Ignore("Join", "set_IsBackground", "set_Name", "set_Priority");
        table.Type("System.Threading.ThreadPool").Add("QueueUserWorkItem", static call => { call.Call(call[0], call.Count > 1 ? call[1] : Value.Null); return Value.True; });
        table.Type("System.Threading.CancellationToken")
            .Add(["get_None"], static call => call.ToPlain())
            .Add(["get_IsCancellationRequested", "get_CanBeCanceled"], static _ => Value.False)
            .Ignore("ThrowIfCancellationRequested");
        table.Type("System.Threading.CancellationTokenSource").Add([".ctor", "get_Token"], static call => call.ToPlain()).Ignore("Dispose", "Cancel");

        AddLazy(table.Type("System.Lazy`1"));
        AddLazy(table.Type("System.Threading.ThreadLocal`1")).Add("get_Values", static call => call.ToList([call.Receiver.As<LazyObject>().Value]));
        AddLazy(table.Type("System.Threading.AsyncLocal`1"));
    }

    private static TypeModels AddTask(TypeModels type) => type
        .Add("Run", Run)
        .Add("FromResult", static call => Done(call, call[0]))
        .Add(["get_CompletedTask", "Delay", "Yield"], static call => Done(call, Value.Void))
        .Add(".ctor", static call => call[0].AsObject is TaskObject task ? Done(call, task.Result)
            : call.Method.ContainingType.Name == "ValueTask" ? Done(call, call[0]) : Run(call))
        .Add(["get_Result", "GetResult"], static call => This(call).Result)
        .Add(["GetAwaiter", "ConfigureAwait", "AsTask", "WaitAsync"], static call => call.Receiver)
        .Add(["get_IsCompleted", "get_IsCompletedSuccessfully"], static _ => Value.True)
        .Add(["get_IsFaulted", "get_IsCanceled"], static _ => Value.False)
        .Add("get_Factory", static call => call.ToPlain())
        .Add("WhenAll", static call => Results(call))
        .Add("WhenAny", static call => Done(call, Tasks(call).FirstOrDefault()))
        .Add("ContinueWith", static call => Done(call, call.Call(call[0], call.Receiver)))
        .Add("Wait", static call => call.Method.ReturnsVoid ? Value.Void : Value.True)
        .Ignore("WaitAll", "Start", "RunSynchronously", "Dispose");

    private static Value Run(ModelCall call)
    {
        var result = call.Arity(0) == 0 ? call.Call(call[0]) : call.Call(call[0], call[1]);

        // Task.Run(async …) gives the inner task's result.
        return Done(call, result.AsObject is TaskObject inner && call.Method.Name == "Run" ? inner.Result : result);
    }

    private static Value Results(ModelCall call)
    {
        var results = Tasks(call).Select(task => task.AsObject is TaskObject done ? done.Result : Value.Null).ToArray();
        var type = Sequences.ElementType(call.Method.ReturnType);
        return Done(call, type is null ? Value.Void : call.ToArray(results, Sequences.ElementType(type)));
    }

    private static IEnumerable<Value> Tasks(ModelCall call) => call.Count == 1 && call[0].AsObject is not TaskObject ? call.Sequence(0) : call.Arguments;

    private static TypeModels AddLazy(TypeModels type) => type
        .Add(".ctor", static call => Value.Of(new LazyObject(call.ResultType(), Factory(call))))
        .Add("get_Value", static call => call.Receiver.As<LazyObject>().Value)
        .Add("set_Value", static call => { call.Receiver.As<LazyObject>().Value = call[0].CopyOnStore(); return Value.Void; })
        .Add("get_IsValueCreated", static call => Value.Of(call.Receiver.As<LazyObject>().IsMade))
        .Ignore("Dispose");

    private static Func<Value> Factory(ModelCall call)
    {
        var type = call.Method.ContainingType.TypeArguments[0];
        if (call.Count > 0 && call.Method.Parameters[0].Type.TypeKind == Microsoft.CodeAnalysis.TypeKind.Delegate && !call[0].IsNull)
            return call.Method.ContainingType.Name == "AsyncLocal" ? () => call.Machine.DefaultOf(type) : () => call.Call(call[0]);
        if (call.Count > 0 && call.Method.Parameters[0].Name == "value")
            return () => call[0];
        return call.Method.ContainingType.Name == "Lazy" ? throw call.Unsupported() : () => call.Machine.DefaultOf(type);
    }

    private static Value Done(ModelCall call, Value result) => Value.Of(new TaskObject(call.ResultType(), result));

    private static TaskObject This(ModelCall call) => call.Receiver.As<TaskObject>();
}
