namespace RnnLint.Mutations.Running;

/// <summary>What a child process is to run.</summary>
/// <param name="Image">An assembly with a class <c>Harness</c>.</param>
/// <param name="Symmetric">Every square matrix that the harness fills is to be symmetric.</param>
public sealed record RunRequest(byte[] Image, int[] Seeds, bool Symmetric);

/// <param name="Errors">The relative error of the gradient against central differences, for each seed; null where there is no answer.</param>
/// <param name="Gradients">The gradients that the program computes itself, as one number: equal where they are equal to the last bit.</param>
/// <param name="Failure">Why there is none.</param>
public sealed record RunAnswer(double[]? Errors, int Gradients = 0, string? Failure = null);
