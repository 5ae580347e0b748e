using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RnnLint.Tracing;

/// <content>Blocks, branches, handlers.</content>
public sealed partial class Interpreter
{
    // An exception is some hundred times as slow as a step.
    private const int StepsPerException = 100;

    /// <summary>Goes on until the member ends (false) or yields an item (true).</summary>
    private bool Resume(Frame frame)
    {
        while (frame.Block.Kind != BasicBlockKind.Exit)
        {
            try
            {
                if (RunBlock(frame, out var yielded, out _))
                {
                    if (yielded)
                        return true;
                    continue;
                }
            }
            catch (InterpretedException exception)
            {
                if (!Handle(exception, frame))
                    throw;
            }
        }

        return false;
    }

    /// <summary>Runs the rest of the block and takes its branch. <paramref name="leftRegion"/>: a finally or filter ended here.</summary>
    private bool RunBlock(Frame frame, out bool yielded, out bool leftRegion)
    {
        yielded = leftRegion = false;
        // An empty loop has blocks only.
        Fuel.Step();
        _cancellation.ThrowIfCancellationRequested();
        var block = frame.Block;
        Branches.Enter(block);
        while (frame.Next < block.Operations.Length)
        {
            var operation = block.Operations[frame.Next++];
            if (operation is IReturnOperation { Kind: OperationKind.YieldReturn, ReturnedValue: { } item })
            {
                frame.Yielded = Copied(Evaluate(item, frame));
                return yielded = true;
            }

            Evaluate(operation, frame);
            AfterStatement?.Invoke();
            _cancellation.ThrowIfCancellationRequested();
        }

        var branch = block.FallThroughSuccessor;
        if (block.ConditionKind != ControlFlowConditionKind.None)
        {
            var condition = Branches.Decide(frame.Graph, block, Condition(block.BranchValue!, frame));
            if (condition == (block.ConditionKind == ControlFlowConditionKind.WhenTrue))
                branch = block.ConditionalSuccessor;
        }
        else if (block.BranchValue is { } value)
        {
            if (branch!.Semantics == ControlFlowBranchSemantics.Throw)
                throw Thrown(Evaluate(value, frame), value);
            frame.Result = ReturnsByRef(frame) ? Value.Of(Refer(value, frame)) : Copied(Evaluate(value, frame));
        }

        return Take(branch, frame, out leftRegion);
    }

    private bool Take(ControlFlowBranch? branch, Frame frame, out bool leftRegion)
    {
        leftRegion = false;
        switch (branch?.Semantics)
        {
            case ControlFlowBranchSemantics.StructuredExceptionHandling:
                leftRegion = true;
                return true;
            case ControlFlowBranchSemantics.Rethrow:
                throw frame.Caught[frame.Caught.Count - 1];
            case null or ControlFlowBranchSemantics.Error or ControlFlowBranchSemantics.None or ControlFlowBranchSemantics.ProgramTermination:
                throw new TraceStoppedException(StopKind.DoesNotCompile, "the code does not compile here", frame.Block.BranchValue?.Syntax);
        }

        foreach (var region in branch.FinallyRegions)
            RunFinally(region, frame);
        foreach (var region in branch.LeavingRegions)
        {
            if (region.Kind == ControlFlowRegionKind.Catch && frame.Caught.Count > 0)
                frame.Caught.RemoveAt(frame.Caught.Count - 1);
        }

        foreach (var region in branch.EnteringRegions)
            Enter(region, frame);
        frame.Block = branch.Destination!;
        frame.Next = 0;
        return true;
    }

    /// <summary>Gives the locals of the region fresh slots, so that closures of an earlier iteration keep theirs.</summary>
    private static void Enter(ControlFlowRegion region, Frame frame)
    {
        foreach (var local in region.Locals)
            frame.Bind(local, new Slot());
    }

    private void RunFinally(ControlFlowRegion region, Frame frame)
    {
        var (block, next) = (frame.Block, frame.Next);
        Enter(region, frame);
        frame.Block = frame.Graph.Blocks[region.FirstBlockOrdinal];
        frame.Next = 0;
        bool left = false;
        while (!left && frame.Block.Kind != BasicBlockKind.Exit)
        {
            try
            {
                RunBlock(frame, out _, out left);
            }
            catch (InterpretedException exception)
            {
                if (!Handle(exception, frame, region))
                    throw;
            }
        }

        frame.Block = block;
        frame.Next = next;
    }

    /// <summary>Moves the frame to the handler of the exception, running the finally blocks on the way; false where none handles it.</summary>
    private bool Handle(InterpretedException thrown, Frame frame, ControlFlowRegion? within = null)
    {
        Fuel.Step(StepsPerException);
        var exception = thrown;
        // A lambda's outermost region has the region around the lambda as its parent: handlers out there are the caller's business.
        for (var region = frame.Block.EnclosingRegion; region is not null && region != within && region != frame.Graph.Root; region = region.EnclosingRegion)
        {
            if (region.Kind == ControlFlowRegionKind.Catch && frame.Caught.Count > 0)
                frame.Caught.RemoveAt(frame.Caught.Count - 1);
            if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { } whole)
                continue;
            if (whole.Kind == ControlFlowRegionKind.TryAndFinally)
            {
                try
                {
                    RunFinally(whole.NestedRegions[1], frame);
                }
                catch (InterpretedException replacement)
                {
                    exception = replacement;
                }

                continue;
            }

            foreach (var handler in whole.NestedRegions.Skip(1))
            {
                if (!Catches(handler, exception))
                    continue;
                frame.Caught.Add(exception);
                var target = handler;
                if (handler.Kind == ControlFlowRegionKind.FilterAndHandler)
                {
                    Enter(handler, frame);
                    if (!Filter(handler.NestedRegions[0], handler.NestedRegions[1], frame))
                    {
                        frame.Caught.RemoveAt(frame.Caught.Count - 1);
                        continue;
                    }

                    target = handler.NestedRegions[1];
                }

                Enter(target, frame);
                frame.Block = frame.Graph.Blocks[target.FirstBlockOrdinal];
                frame.Next = 0;
                return true;
            }
        }

        return exception == thrown ? false : throw exception;
    }

    private bool Filter(ControlFlowRegion filter, ControlFlowRegion handler, Frame frame)
    {
        Enter(filter, frame);
        frame.Block = frame.Graph.Blocks[filter.FirstBlockOrdinal];
        frame.Next = 0;
        while (true)
        {
            bool left;
            try
            {
                RunBlock(frame, out _, out left);
            }
            catch (InterpretedException)
            {
                // A filter that throws does not match.
                return false;
            }

            if (left)
                return false;
            if (frame.Block.Ordinal >= handler.FirstBlockOrdinal && frame.Block.Ordinal <= handler.LastBlockOrdinal)
                return true;
        }
    }

    private bool Catches(ControlFlowRegion handler, InterpretedException exception)
    {
        if (handler.ExceptionType is not { } wanted || wanted.SpecialType == SpecialType.System_Object || wanted.ToDisplayString() == "System.Exception")
            return true;
        ITypeSymbol? thrown = (exception.Exception.AsObject as HeapObject)?.Type ?? Compilation.TypeNamed(exception.TypeName);
        return thrown is not null && Inherits(thrown, wanted);
    }

    private InterpretedException Thrown(Value exception, IOperation operation)
    {
        if (exception.IsNull)
            return Throw("System.NullReferenceException", "a null exception was thrown", operation.Syntax);
        var held = exception.AsObject as HeapObject;
        return new InterpretedException(exception, held?.Type?.ToDisplayString() ?? "System.Exception", MessageOf(exception), operation.Syntax);
    }

    private static bool ReturnsByRef(Frame frame) => frame.Member is IMethodSymbol { RefKind: not RefKind.None };
}
