using System;
using System.Collections.Generic;
using System.Linq;
using RnnLint.Tracing;

namespace RnnLint.Probing;

/// <summary>The place of a first fault.</summary>
/// <param name="IsSum">The place adds up what comes back through the matrix: where a factor is missing, it is missing after this.</param>
/// <param name="IsMissing">Nothing there is wrong, but nothing comes from the step after, either.</param>
internal sealed record WrongPlace(Site? Site, bool IsSum, bool IsMissing);

/// <summary>
/// Finds the first backward quantity that is wrong. With all pre-activations c cut on the forward pass and all their cotangents ĉ on the
/// backward pass, a quantity b is the cotangent of a forward number f where ∂b/∂ĉ_t = ∂c_t/∂f for all t; which f it is meant to be
/// shows from what is made of it, ∂ĉ_s/∂b = ∂f/∂c_s at the nearest step s. A b that is meant to be an f's cotangent and is not, while all
/// that it is made of is right, is where the fault lies; of the terms it adds up, the one that is no path from f to what f feeds.
/// </summary>
internal sealed class FirstFault
{
    private const double Same = 1e-9;
    private const double Other = 1e-6;
    private const long MostNumbers = 6_000_000;

    private readonly Cell _cell;
    private readonly Graph _graph;
    private readonly List<int> _preactivations = new();
    private readonly List<int> _steps = new();
    private readonly Dictionary<int, int> _cutForward = new();
    private readonly Dictionary<int, int> _cutBackward = new();
    private readonly bool[] _isForward;
    private readonly double[]?[] _ofForward, _byForward, _ofBackward, _byBackward;
    private readonly Dictionary<(int Step, int First), List<int>> _meanings = new();
    private readonly int[] _origin;

    private FirstFault(Cell cell, IReadOnlyDictionary<int, int> labels)
    {
        (_cell, _graph) = (cell, cell.Graph);
        foreach (var label in labels.OrderBy(l => l.Key))
        {
            _cutBackward.Add(label.Key, _preactivations.Count);
            _cutForward.Add(label.Value, _preactivations.Count);
            _preactivations.Add(label.Value);
            _steps.Add(cell.StepOf(label.Value)?.Step ?? -1);
        }
        _isForward = _graph.Ancestors(_preactivations);
        _ofForward = Derivatives(_cutForward);
        _byForward = Adjoints(_cutForward, _isForward);
        _ofBackward = Derivatives(_cutBackward);
        _byBackward = Adjoints(_cutBackward, null);
        for (var node = 0; node < _graph.Count; node++)
        {
            if (!_isForward[node] || _ofForward[node] is not { } v || Place(v) is not { } place)
                continue;
            if (!_meanings.TryGetValue(place, out var known))
                _meanings.Add(place, known = new List<int>());
            known.Add(node);
        }
        _origin = Origins();
    }

    /// <param name="labels">The pre-activation that each operand of the backward pass is the cotangent of.</param>
    /// <returns>Null where one stands for several, or there is too much of it.</returns>
    public static FirstFault? Of(Cell cell, IReadOnlyDictionary<int, int> labels) =>
        labels.Count == 0 || labels.Values.Distinct().Count() < labels.Count || (long)cell.Graph.Count * labels.Count > MostNumbers ? null : new FirstFault(cell, labels);

    /// <summary>Where the fault lies for the first wrong cotangent among the pre-activations chosen; null where none is wrong.</summary>
    /// <param name="only">Null, too, where they go wrong at several places: what is missing is missing after all of them.</param>
    public WrongPlace? Find(Func<int, bool> preactivation, bool only = false)
    {
        var wrong = _cutBackward.Where(cut => _origin[cut.Key] >= 0 && preactivation(_preactivations[cut.Value])).Select(cut => _origin[cut.Key]).ToList();
        return wrong.Count == 0 || (only && wrong.Select(_graph.Site).Distinct().Count() > 1) ? null : Term(wrong.Min());
    }

    /// <summary>For each node the first wrong one that it is made of, or −1.</summary>
    private int[] Origins()
    {
        var origin = new int[_graph.Count];
        for (var node = 0; node < origin.Length; node++)
        {
            int left = Carried(_graph.Left(node)), right = Carried(_graph.Right(node));
            origin[node] = left < 0 || (right >= 0 && right < left) ? right : left;
            if (origin[node] < 0 && !_isForward[node] && (_cutBackward.ContainsKey(node) || (_byBackward[node] is not null && !IsSummand(node))) && IsWrong(node))
                origin[node] = node;
        }

        return origin;

        int Carried(int operand) => operand < 0 || _cutBackward.ContainsKey(operand) ? -1 : origin[operand];
    }

    private bool IsWrong(int node)
    {
        var meanings = Meanings(node);
        return meanings.Count > 0 && meanings.TrueForAll(f => Distance(_ofBackward[node], _byForward[f]) > Other);
    }

    /// <summary>The forward numbers that a quantity may be the cotangent of, by what is made of it at the nearest step.</summary>
    private List<int> Meanings(int node)
    {
        if (_cutBackward.TryGetValue(node, out var cut))
            return [_preactivations[cut]];
        if (_byBackward[node] is not { } v || Place(v) is not { } place || !_meanings.TryGetValue(place, out var known))
            return [];
        return known.FindAll(f => Math.Abs(_ofForward[f]![place.First] - v[place.First]) <= Other * Math.Abs(v[place.First])
            && Distance(AtStep(v, place.Step), AtStep(_ofForward[f]!, place.Step)) <= Same);
    }

    private double[] AtStep(double[] vector, int step) => vector.Select((x, k) => _steps[k] == step ? x : 0).ToArray();

    private (int Step, int First)? Place(double[] vector)
    {
        (int Step, int First)? place = null;
        for (var k = 0; k < vector.Length; k++)
        {
            if (vector[k] != 0 && (place is null || _steps[k] > place.Value.Step))
                place = (_steps[k], k);
        }
        return place;
    }

    /// <summary>A partial sum, or a summand: no quantity of its own.</summary>
    private bool IsSummand(int node)
    {
        var consumers = _graph.Consumers(node);
        var into = -1;
        for (var i = 0; i < consumers.Length; i++)
        {
            if (_byBackward[consumers[i]] is null && !_cutBackward.ContainsKey(consumers[i]))
                continue;
            if (into >= 0)
                return false;
            into = consumers[i];
        }
        return into >= 0 && _graph.Op(into) is TapeOp.Add or TapeOp.Subtract or TapeOp.Negate;
    }

    /// <summary>
    /// Of the terms of a wrong quantity the one that is no path from f to what f feeds. Where all are and some path is missing, the term next to the
    /// missing one, which stands where it should.
    /// </summary>
    private WrongPlace Term(int wrong)
    {
        var terms = new List<(int Node, int Sign, int Sum)>();
        Collect(wrong, 1, -1, terms);
        var left = terms;
        var missing = new List<(int Node, double[] Vector)>();
        var near = new List<(int Node, int Path)>();
        var meant = -1;
        foreach (var f in Meanings(wrong))
        {
            var paths = Paths(f);
            var unknown = new List<(int Node, int Sign, int Sum)>();
            var matched = new List<(int Node, int Path)>();
            foreach (var term in terms)
            {
                if (Scaled(Seen(_cutBackward, _ofBackward, term.Node), term.Sign) is not { } vector)
                {
                    if (IsCarried(term.Node))
                        matched.Add((term.Node, int.MaxValue));
                }
                else if (paths.FindIndex(p => Distance(vector, p.Vector) <= Same) is >= 0 and var path)
                {
                    matched.Add((term.Node, paths[path].Node));
                    paths.RemoveAt(path);
                }
                else
                {
                    unknown.Add(term);
                }
            }
            if (unknown.Count < left.Count)
                (left, missing, near, meant) = (unknown, paths, matched, f);
        }
        if (left.Count == terms.Count && left.Count > 1 && !left.Exists(t => IsProduct(t.Node)))
            return new WrongPlace(_graph.Site(wrong), false, false);
        if (left.Count > 0)
        {
            var accused = left.FindIndex(t => !IsProduct(t.Node)) is >= 0 and var plain ? left[plain] : left[0];
            return At(accused.Node, accused.Sum);
        }
        if (near.Exists(m => !IsProduct(m.Node)))
            near.RemoveAll(m => IsProduct(m.Node));
        var beside = near.Count == 0 || missing.Count == 0 ? wrong : near.OrderBy(m => Math.Abs((long)m.Path - missing[0].Node)).First().Node;
        return new WrongPlace(_graph.Site(beside), IsSum(wrong), missing.Exists(path => _byForward[meant] is { } whole && FirstStep(path.Vector) > FirstStep(whole) && !Exists(path.Vector)));
    }

    private int FirstStep(double[] vector) => vector.Select((x, k) => x == 0 ? int.MaxValue : _steps[k]).Min();

    /// <summary>True where the code computed the right cotangent of a wrong pre-activation, and did not use it.</summary>
    public bool IsComputed(Func<int, bool> preactivation) => _cutBackward.Any(cut => preactivation(_preactivations[cut.Value])
        && _origin[cut.Key] == cut.Key
        && (_byForward[_preactivations[cut.Value]] is { } right && Exists(right)
            || _cell.ActivationOf(_preactivations[cut.Value]).Functions.Any(f => IsBent(f.Path) && Exists(Scaled(Unit(cut.Value), f.Derivative)!))));

    /// <summary>A leak of c is a function of c alone, too, but nobody's σ.</summary>
    private static bool IsBent(string path) => new[] { TapeOp.Add, TapeOp.Subtract, TapeOp.Multiply, TapeOp.Divide, TapeOp.Negate }.Aggregate(path, (rest, op) => rest.Replace(op.ToString(), "")).Any(char.IsLetter);

    private bool Exists(double[] vector) => Array.Exists(vector, x => x != 0) && Enumerable.Range(0, _graph.Count).Any(node => !_isForward[node] && _ofBackward[node] is { } own && Distance(own, vector) <= Same);

    /// <summary>
    /// A term that is right in itself is wrong only in this sum: the place is where it was computed once more for the sum, or else added.
    /// </summary>
    private WrongPlace At(int term, int sum)
    {
        var site = _graph.Site(term);
        if (sum >= 0 && (_cutBackward.ContainsKey(term) || !IsSummand(term)) && Meanings(term).Count > 0 && !IsWrong(term) && _graph.TapeNode(term) is >= 0 and var node)
            site = _graph.Tape.Sites(node).Skip(1).LastOrDefault() ?? _graph.Site(sum) ?? site;
        return new WrongPlace(site, IsProduct(term) || (sum < 0 && IsSum(term)), false);
    }

    private bool IsSum(int node) => _graph.Op(node) is TapeOp.Add or TapeOp.Subtract;

    /// <summary>A product of two numbers that are no constants, nor weights: what carries a gradient along, where the gradient of the last step shows nothing.</summary>
    private bool IsCarried(int node) => !_isForward[node] && _graph.Op(node) == TapeOp.Multiply && !IsProduct(node)
        && _graph.Op(_graph.Left(node)) != TapeOp.Constant && _graph.Op(_graph.Right(node)) != TapeOp.Constant;

    /// <summary>A product of a matrix's entry.</summary>
    private bool IsProduct(int node) => _graph.Op(node) == TapeOp.Multiply
        && (IsEntry(_graph.Left(node)) || IsEntry(_graph.Right(node)));

    private bool IsEntry(int node) => _graph.Op(node) == TapeOp.Leaf && _cell.Matrices.Contains(_cell.Leaves.GroupOf(_graph.TapeNode(node)));

    private void Collect(int node, int sign, int sum, List<(int Node, int Sign, int Sum)> terms)
    {
        if ((sum >= 0 && (_cutBackward.ContainsKey(node) || !IsSummand(node))) || _graph.Op(node) is not (TapeOp.Add or TapeOp.Subtract or TapeOp.Negate))
        {
            terms.Add((node, sign, sum));
            return;
        }
        Collect(_graph.Left(node), _graph.Op(node) == TapeOp.Negate ? -sign : sign, node, terms);
        if (_graph.Right(node) >= 0)
            Collect(_graph.Right(node), _graph.Op(node) == TapeOp.Subtract ? -sign : sign, node, terms);
    }

    /// <summary>What each forward number that f feeds sends back to it.</summary>
    private List<(int Node, double[] Vector)> Paths(int f)
    {
        var paths = new List<(int Node, double[] Vector)>();
        var consumers = _graph.Consumers(f);
        for (var i = 0; i < consumers.Length; i++)
        {
            var g = consumers[i];
            if (!_isForward[g] || Seen(_cutForward, _byForward, g) is not { } vector)
                continue;
            var (dx, dy) = Local(g);
            paths.Add((g, Scaled(vector, (_graph.Left(g) == f ? dx : 0) + (_graph.Right(g) == f ? dy : 0))!));
        }
        return paths;
    }

    private double[]? Seen(Dictionary<int, int> cuts, double[]?[] vectors, int node) => cuts.TryGetValue(node, out var k) ? Unit(k) : vectors[node];

    private double[] Unit(int k)
    {
        var unit = new double[_preactivations.Count];
        unit[k] = 1;
        return unit;
    }

    private static double[]? Scaled(double[]? vector, double factor) => vector?.Select(x => x * factor).ToArray();

    /// <summary>‖a−b‖ relative to the larger; null is 0.</summary>
    private static double Distance(double[]? a, double[]? b)
    {
        double difference = 0, aa = 0, bb = 0;
        for (var k = 0; k < (a ?? b ?? []).Length; k++)
        {
            double x = a is null ? 0 : a[k], y = b is null ? 0 : b[k];
            difference += (x - y) * (x - y);
            aa += x * x;
            bb += y * y;
        }
        return difference == 0 ? 0 : Math.Sqrt(difference / Math.Max(aa, bb));
    }

    private (double Dx, double Dy) Local(int node)
    {
        int left = _graph.Left(node), right = _graph.Right(node);
        return TapeArithmetic.Derivatives(_graph.Op(node), _graph.Value(left), right < 0 ? 0 : _graph.Value(right), _graph.Value(node));
    }

    /// <summary>The derivatives of every node by the cut ones, those of a cut one with all others held fixed.</summary>
    private double[]?[] Derivatives(Dictionary<int, int> cuts)
    {
        var vectors = new double[]?[_graph.Count];
        for (var node = 0; node < vectors.Length; node++)
        {
            if (_graph.Left(node) < 0)
                continue;
            var (dx, dy) = Local(node);
            Add(ref vectors[node], Seen(cuts, vectors, _graph.Left(node)), dx);
            if (_graph.Right(node) >= 0)
                Add(ref vectors[node], Seen(cuts, vectors, _graph.Right(node)), dy);
        }
        return vectors;
    }

    /// <summary>The derivatives of the cut nodes by every node, with all other cut ones held fixed.</summary>
    private double[]?[] Adjoints(Dictionary<int, int> cuts, bool[]? within)
    {
        var vectors = new double[]?[_graph.Count];
        for (var node = vectors.Length - 1; node >= 0; node--)
        {
            if (_graph.Left(node) < 0 || (within is not null && !within[node]) || Seen(cuts, vectors, node) is not { } own)
                continue;
            var (dx, dy) = Local(node);
            Add(ref vectors[_graph.Left(node)], own, dx);
            if (_graph.Right(node) >= 0)
                Add(ref vectors[_graph.Right(node)], own, dy);
        }
        return vectors;
    }

    private static void Add(ref double[]? sum, double[]? vector, double factor)
    {
        if (vector is null || factor == 0)
            return;
        sum ??= new double[vector.Length];
        for (var k = 0; k < sum.Length; k++)
            sum[k] += factor * vector[k];
    }
}
