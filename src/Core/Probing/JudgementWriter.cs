using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>Writes verdicts down with their places: the product that is wrong, the forward use, the definition of a wrong operand.</summary>
internal sealed class JudgementWriter(Cell cell, Blame blame, Judgement judgement)
{
    private bool _isShared;

    /// <summary>Number of the coupled cell that is being judged.</summary>
    public int CellNumber { get; set; }

    /// <summary>Products of other matrices that are wrong in the same way as those of the verdict to be written.</summary>
    public List<int> AlsoAccused { get; set; } = new();

    /// <summary>Whether what is compared for the verdicts to be written covers a unit on another piece of its activation.</summary>
    public bool ComparesPieces { get; set; } = true;

    /// <summary>Says that this random point shows nothing: another one may be plainer.</summary>
    public void Discard() => judgement.IsDegenerate = true;

    public bool IsPiecewiseLinear => judgement.IsPiecewiseLinear;

    /// <summary>Says that a longer sequence would show more.</summary>
    public void WantSteps() => judgement.LacksSteps = true;

    /// <summary>Notes whether a second witness agrees with the verdict written last.</summary>
    public void Confirm(bool isConfirmed)
    {
        var last = judgement.Groups.Count - 1;
        judgement.Groups[last] = judgement.Groups[last] with { IsConfirmed = isConfirmed };
    }

    /// <summary>The right quantity is there, and the product takes another.</summary>
    public void LocateAtProduct() => Locate(new WrongPlace(judgement.Groups[judgement.Groups.Count - 1].Place, false, false));

    /// <summary>Nothing is wrong at the place of the verdict written last, but something is missing near it.</summary>
    public void LocateMissing()
    {
        var last = judgement.Groups.Count - 1;
        judgement.Groups[last] = judgement.Groups[last] with { Fault = judgement.Groups[last].Place, IsMissing = true };
    }

    /// <summary>Notes what is wrong first, for the verdict written last; not where several matrices go wrong in one helper that is at fault itself.</summary>
    public void Locate(WrongPlace? fault)
    {
        var last = judgement.Groups.Count - 1;
        if (fault?.Site is { } site && !_isShared)
            judgement.Groups[last] = judgement.Groups[last] with { Fault = blame.Statement(site, judgement.Groups[last].Place), IsMissing = fault.IsMissing };
    }

    public void AddAll(List<int> groups, Verdict verdict, string cause, List<HypothesisError>? errors = null, List<int>? products = null)
    {
        foreach (var group in groups)
            Add(group, verdict, cause, products ?? [], errors ?? []);
    }

    public void Add(int group, Verdict verdict, string cause, List<int> products, List<HypothesisError> errors, int events = 0)
    {
        var forward = ForwardProducts(group);
        var place = products.Count > 0 ? blame.Products(products, AlsoAccused) : null;
        var isInHelper = place is not null && blame.Products(products) is { } alone && alone.Depth < place.Depth;
        place ??= cell.Backward.Events.Find(e => e.Group == group) is { } first ? blame.Products(Products(first)) : blame.Products(forward);
        judgement.Groups.Add(new GroupJudgement(cell.KeyOf(group), cell.Leaves[group], verdict)
        {
            Cause = cause,
            Place = place,
            IsInHelper = isInHelper,
            ForwardUse = blame.Products(forward),
            OutPosition = OutPosition.Of(cell, group),
            Errors = errors,
            Events = events,
            CellNumber = CellNumber,
            ComparesPieces = ComparesPieces,
        });
    }

    /// <summary>The gradient of a parameter that is not recurrent is wrong, while what goes back through time is right.</summary>
    public void AddParameter(ParameterGradient parameter)
    {
        var held = parameter.Grid.Cells.Where(c => c.Node >= 0).ToList();
        var products = held.SelectMany(c => SumsAndProducts.Summands(cell.Graph, c.Node, n => cell.Graph.Op(n) == TapeOp.Constant).Where(s => SumsAndProducts.Factors(cell.Graph, s).Any(cell.MultipliedBy(c.Leaf).Contains))).ToList();
        judgement.Groups.Add(new GroupJudgement(cell.KeyOf(parameter.Group) + " beside", cell.Leaves[parameter.Group], Verdict.UnexplainedGradient)
        {
            Cause = "what goes back through time is right, but its own gradient multiplies or adds up the wrong quantities",
            Place = blame.Products(products.Count > 0 ? products : held.Select(c => SumsAndProducts.Unscaled(cell.Graph, c.Node))),
            Errors = double.IsNaN(parameter.Error) ? [] : [new HypothesisError("weight gradient as written", parameter.Error)],

            // Each fault of a gradient of its own is told of by itself.
            CellNumber = -1 - parameter.Group,
            IsBeside = true,
        });
    }

    /// <summary>Notes which other gradients were found right, and up to which factors, with the first of the matrices.</summary>
    public void NoteGradients(List<int> groups, List<string> names, List<(string Name, double Factor)> factors)
    {
        var first = judgement.Groups.FindIndex(g => g.Key == cell.KeyOf(groups[0]));
        judgement.Groups[first] = judgement.Groups[first] with { Gradients = names, Factors = factors };
    }

    /// <summary>A missing factor has no place of its own: the statement that defines the cotangent is where it belongs.</summary>
    /// <param name="isFaulty">The operands that lack the factor, as far as they are known.</param>
    public void AddWrongDerivative(int group, string cause, List<HypothesisError> errors, int events, Func<int, bool> isFaulty)
    {
        var faulty = cell.Backward.Events.FindAll(e => e.Group == group && e.Terms.Any(t => isFaulty(t.Operand)));
        var products = faulty.Take(1).SelectMany(Products).ToList();
        Add(group, Verdict.WrongActivationDerivative, cause, products, errors, events);
        _isShared = products.Count > 0 && blame.Products(products) != blame.Products(products, AlsoAccused);

        // Where every step has an error of its own, what a chain begins with need not be what lacks σ′: what came to it through the matrix is.
        var last = faulty.FindLast(e => e.Terms.Any(t => isFaulty(t.Operand) && IsCarried(t.Operand))) ?? (faulty.Count > 0 ? faulty : cell.Backward.Events).FindLast(e => e.Group == group);
        if (last is null)
            return;
        var judged = judgement.Groups[judgement.Groups.Count - 1];
        var terms = last.Rows[0].Terms;
        var term = terms.FindIndex(t => isFaulty(t.Operand));
        judgement.Groups[judgement.Groups.Count - 1] = judged with { Definition = blame.Definition(terms[Math.Max(term, 0)].Operand, judged.Place) };

        bool IsCarried(int operand)
        {
            var parts = cell.Graph.Ancestors([operand]);
            return cell.Backward.Events.Exists(e => e.Group == group && e.Rows.Exists(row => parts[row.Root]));
        }
    }

    /// <summary>The products with recurrent leaves in an event.</summary>
    public IEnumerable<int> Products(Event e) => e.Rows.SelectMany(r => cell.Backward.RecurrentTerms(r)).Select(t => t.Product);

    private List<int> ForwardProducts(int group)
    {
        foreach (var e in cell.Forward.Events)
        {
            if (e.Group == group)
                return e.Rows.SelectMany(r => r.Terms).Where(t => cell.Forward.IsRecurrent(t.Leaf)).Select(t => t.Product).ToList();
        }
        return [];
    }
}
