using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>
/// A Jacobian that the code forms element by element and multiplies by nothing, so that no chain shows what it is for. Each element is
/// a leaf times a σ′, and the unit whose σ′ it is tells the two apart in either layout: in ∂c_t/∂c_{t−1} = W·diag(σ′_{t−1}) it is the
/// unit that the leaf reads from. The unit written to is right for ∂h_t/∂h_{t−1} = diag(σ′_t)·W; where the program's state is c, not h, that
/// is Wᵀ·diag(σ′), the transposed Jacobian.
/// </summary>
internal static class ExplicitJacobian
{
    internal sealed record Finding(Verdict Verdict, string Cause, List<int> Products, List<HypothesisError> Errors);

    private sealed record Element(Term Term, int Preactivation, LeafRole Role, bool IsSquared);

    public static Finding? Judge(Cell cell, Jacobian jacobian, List<Event> events)
    {
        var elements = new List<Element>();
        var cut = new bool[cell.Graph.Count];
        foreach (var c in cell.Forward.Preactivations)
            cut[c] = true;
        var sweep = new Sweep(cell.Graph);
        foreach (var term in events.SelectMany(e => e.Rows).SelectMany(cell.Backward.RecurrentTerms))
        {
            if (cell.Forward.Role(term.Leaf) is not { HasUnits: true } role)
                return null;
            sweep.Run(term.Operand, cut);
            var dependsOn = cell.Forward.Preactivations.FindAll(c => c != term.Operand && sweep.Touched(c) && sweep[c] != 0);
            // From a state that is given, at the first step, no pre-activation can be compared.
            if (dependsOn.Count == 0)
                continue;
            if (dependsOn.Count > 1)
                return null;
            elements.Add(new Element(term, dependsOn[0], role, sweep.Touched(term.Leaf)));
        }
        if (elements.Count == 0)
            return null;

        var asWritten = Error(cell, jacobian, elements, transposed: false);
        var transposed = Error(cell, jacobian, elements, transposed: true);
        var errors = new List<HypothesisError> { new("as written", asWritten), new("recurrent matrix transposed", transposed) };
        var products = elements.ConvertAll(e => e.Term.Product);
        if (asWritten <= CellJudge.Holds)
        {
            return IsSummand(cell, elements)
                ? new Finding(Verdict.NotProbed, "the Jacobian could be that of the pre-activations in one layout or a transposed one of the states in the other: multiply it by something", products, errors)
                : new Finding(Verdict.Verified, "", products, errors);
        }

        if (!(transposed <= CellJudge.Holds))
            return null;
        if (!KeepsPreactivations(cell))
            return new Finding(Verdict.NotProbed, "the Jacobian could be that of another step in denominator layout: multiply it by something, or keep the pre-activations as the state", products, errors);
        return elements.TrueForAll(e => e.IsSquared || IsOnlySquared(cell, e, elements))
            ? new Finding(Verdict.HarmlessTranspose, "only a norm of the Jacobian is taken, and bounds by ‖W‖ hold for Wᵀ too", products, errors)
            : new Finding(Verdict.TransposedRecurrentMatrix, "", products, errors);
    }

    /// <summary>True where the program keeps elements only with something added to them: of a leaky state, whose Jacobian has a diagonal of its own.</summary>
    private static bool IsSummand(Cell cell, List<Element> elements) => elements.Exists(element => OnlyAdded(cell.Graph, element.Term.Product));

    private static bool OnlyAdded(Graph graph, int product)
    {
        var consumers = graph.Consumers(product);
        for (var i = 0; i < consumers.Length; i++)
        {
            var sum = consumers[i];
            if (graph.Op(sum) == TapeOp.Multiply && graph.Op(graph.Left(sum) == product ? graph.Right(sum) : graph.Left(sum)) == TapeOp.Constant && OnlyAdded(graph, sum))
                return true;
            if (graph.Op(sum) is TapeOp.Add or TapeOp.Subtract && graph.Op(graph.Left(sum) == product ? graph.Right(sum) : graph.Left(sum)) == TapeOp.Constant)
                return true;
        }

        return false;
    }

    /// <summary>True where all that becomes of an element is its square.</summary>
    private static bool IsOnlySquared(Cell cell, Element element, List<Element> elements)
    {
        if (cell.Trace.Grids.Where(g => !g.Cells.IsDefault).SelectMany(g => g.Cells).Any(c => cell.NodeOf(c.Number) == element.Term.Product))
            return false;
        var squares = new HashSet<int>(elements.Where(e => e.IsSquared && e.Term.Leaf == element.Term.Leaf).Select(e => e.Term.Operand));
        var consumers = cell.Graph.Consumers(element.Term.Product);
        for (var i = 0; i < consumers.Length; i++)
        {
            if (!squares.Contains(consumers[i]))
                return false;
        }
        return consumers.Length > 0;
    }

    /// <summary>Relative error against ∂c_t/∂c_{t−1}, of squares against squares; NaN where no element can be compared.</summary>
    private static double Error(Cell cell, Jacobian jacobian, List<Element> elements, bool transposed)
    {
        double difference = 0, norm = 0;
        foreach (var element in elements)
        {
            var leaf = transposed ? cell.Forward.Transpose(element.Term.Leaf) : element.Term.Leaf;
            if (leaf < 0 || cell.Forward.Role(leaf) is not { } role || cell.Neighbour(element.Preactivation, 1) < 0)
                continue;
            if (cell.StepOf(element.Preactivation) is not { } at || at.Chain.Block != role.Block)
                continue;
            var to = cell.Preactivation(at.Chain.Events[at.Step + 1], role.Out);
            var expected = Math.Abs(to < 0 ? 0 : jacobian[to, element.Preactivation]);
            var operand = Math.Abs(cell.Graph.Value(element.Term.Operand));
            var own = Math.Abs(cell.Graph.Value(element.Term.Leaf));
            // Of a square p·(σ′²·p) the σ′ is √(operand/p).
            var implemented = Math.Abs(cell.Graph.Value(leaf)) * (element.IsSquared ? Math.Sqrt(operand / own) : operand);
            difference += (implemented - expected) * (implemented - expected);
            norm += implemented * implemented;
        }
        return norm > 0 ? Math.Sqrt(difference / norm) : double.NaN;
    }

    /// <summary>True where arrays of the program hold pre-activations and none holds activations: the state is c.</summary>
    private static bool KeepsPreactivations(Cell cell)
    {
        var preactivations = new HashSet<int>(cell.Forward.Preactivations);
        var activations = new HashSet<int>(cell.Forward.Events.SelectMany(e => e.Terms).Select(t => t.Operand).Where(o => cell.Graph.Op(o) != TapeOp.Leaf));
        activations.ExceptWith(preactivations);
        bool keeps = false, keepsActivations = false;
        foreach (var number in cell.Trace.Grids.Where(g => !g.Cells.IsDefault).SelectMany(g => g.Cells).Select(c => cell.NodeOf(c.Number)))
        {
            keeps |= preactivations.Contains(number);
            keepsActivations |= activations.Contains(number);
        }
        return keeps && !keepsActivations;
    }
}
