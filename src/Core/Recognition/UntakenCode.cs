using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using RnnLint.Tracing;

namespace RnnLint.Recognition;

/// <summary>The code behind a way of a condition that no trace took, as far as none of the traces ran it on another way.</summary>
internal sealed class UntakenCode(CodeBase code, UntakenBranch branch, IReadOnlyCollection<Branches> traces, CancellationToken cancellation)
{
    private const int MostMembers = 200;

    private readonly IReadOnlyList<BasicBlock> _blocks = BlocksOf(branch).Where(block => !traces.Any(trace => trace.HasRun(block))).ToList();

    /// <summary>True where more units or steps would lead there: a number is compared with one that is the same at any size, and was below it.</summary>
    public bool IsForLargerSizes => !IsLoop && branch.Condition is IBinaryOperation { OperatorKind: var comparison } binary && IsIntegral(binary.LeftOperand) && IsIntegral(binary.RightOperand)
        && comparison is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual
        && (IsFixed(binary.LeftOperand), IsFixed(binary.RightOperand)) switch
        {
            (false, true) => branch.Outcome == comparison is BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual,
            (true, false) => branch.Outcome == comparison is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual,
            _ => false,
        };

    /// <summary>True where that code, or what it calls, computes something and uses the matrix.</summary>
    public bool ComputesWith(ISymbol matrix)
    {
        var (computes, mentions) = (false, false);
        foreach (var operation in Operations())
        {
            computes |= Computes(operation);
            mentions |= SymbolEqualityComparer.Default.Equals(Mentioned(operation)?.OriginalDefinition, matrix.OriginalDefinition);
            if (computes && mentions)
                return true;
        }

        return false;
    }

    /// <summary>The blocks that are reached by the untaken way alone, up to where both meet.</summary>
    private static IEnumerable<BasicBlock> BlocksOf(UntakenBranch branch)
    {
        var others = Reached(branch.Taken, branch.Block);
        return Reached(branch.Untaken, branch.Block).Where(block => block != branch.Block && !others.Contains(block)).OrderBy(block => block.Ordinal);
    }

    private static HashSet<BasicBlock> Reached(BasicBlock? start, BasicBlock end)
    {
        var reached = new HashSet<BasicBlock>();
        var open = new Stack<BasicBlock?>([start]);
        while (open.Count > 0)
        {
            if (open.Pop() is not { } block || !reached.Add(block) || block == end)
                continue;
            open.Push(block.FallThroughSuccessor?.Destination);
            open.Push(block.ConditionalSuccessor?.Destination);
        }

        return reached;
    }

    /// <summary>True where the condition is asked again after that code: taken for true, it would never end.</summary>
    private bool IsLoop => _blocks.Any(block => block.FallThroughSuccessor?.Destination == branch.Block || block.ConditionalSuccessor?.Destination == branch.Block);

    private IEnumerable<IOperation> Operations()
    {
        var entered = new HashSet<ControlFlowGraph>();
        var open = new Stack<(ControlFlowGraph Graph, IEnumerable<BasicBlock> Blocks)>([(branch.Graph, _blocks)]);
        while (open.Count > 0 && entered.Count < MostMembers)
        {
            var (graph, blocks) = open.Pop();
            foreach (var operation in blocks.SelectMany(block => block.BranchValue is { } value ? block.Operations.Append(value) : block.Operations).SelectMany(operation => operation.DescendantsAndSelf()))
            {
                yield return operation;
                if (Called(operation, graph) is { } called && entered.Add(called))
                    open.Push((called, called.Blocks));
            }
        }
    }

    private ControlFlowGraph? Called(IOperation operation, ControlFlowGraph graph)
    {
        try
        {
            return operation switch
            {
                IFlowAnonymousFunctionOperation lambda => graph.GetAnonymousFunctionControlFlowGraphInScope(lambda, cancellation),
                IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } local } => graph.GetLocalFunctionControlFlowGraphInScope(local.OriginalDefinition, cancellation),
                IInvocationOperation { TargetMethod: var method } => code.Body(method, cancellation),
                _ => null,
            };
        }
        catch (Exception exception) when (exception is TraceStoppedException or ArgumentException)
        {
            // What does not compile computes nothing.
            return null;
        }
    }

    private static bool Computes(IOperation operation) => operation switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Multiply } product => !IsIntegral(product),
        ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Multiply } product => !IsIntegral(product.Target),
        IInvocationOperation { TargetMethod: { DeclaringSyntaxReferences.IsEmpty: true, ReturnType: var returned } } => returned.SpecialType == SpecialType.None || Value.KindOf(returned) is not null,
        _ => false,
    };

    private static ISymbol? Mentioned(IOperation operation) => operation switch
    {
        IFieldReferenceOperation field => CodeBase.StorageOf(field.Field),
        IPropertyReferenceOperation property => property.Property,
        IParameterReferenceOperation parameter => parameter.Parameter,
        ILocalReferenceOperation local => local.Local,
        _ => null,
    };

    /// <summary>True for what is the same at any size: a constant, a static member such as the width of a vector register, a field that keeps the constant it begins with.</summary>
    private static bool IsFixed(IOperation operand) => operand.ConstantValue.HasValue || operand switch
    {
        IConversionOperation conversion => IsFixed(conversion.Operand),
        IFieldReferenceOperation { Field: var field } => field.IsStatic || field.IsReadOnly && field.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax { Initializer.Value: Microsoft.CodeAnalysis.CSharp.Syntax.LiteralExpressionSyntax }),
        IPropertyReferenceOperation { Property.IsStatic: true } => true,
        IBinaryOperation binary => IsFixed(binary.LeftOperand) && IsFixed(binary.RightOperand),
        _ => false,
    };

    private static bool IsIntegral(IOperation operation) => operation.Type is { } type && Value.IsIntegerType(type);
}
