using System;
using RnnLint.Tracing;
namespace RnnLint.Probing;
public static class CellProber { public static ProbeResult Probe(Func<Draw, Trace?> trace) { trace(new Draw(3,4,1)); return ProbeResult.NothingRecurrent; } }
