namespace RnnLint.LanguageServer.Protocol;

/// <summary>What the server may say and ask of its own accord.</summary>
internal interface IClient
{
    Task NotifyAsync<T>(string method, T parameters);

    /// <exception cref="RequestFailedException">when the client answers with an error, or is gone.</exception>
    Task<TResult> RequestAsync<T, TResult>(string method, T parameters, CancellationToken cancellation);

    /// <summary>The same for what has neither parameters nor a result.</summary>
    /// <exception cref="RequestFailedException">when the client answers with an error, or is gone.</exception>
    Task RequestAsync(string method, CancellationToken cancellation);
}

/// <summary>The client could not do what it was asked for.</summary>
internal sealed class RequestFailedException(string message, Exception inner) : Exception(message, inner);

/// <summary>The answer to a request that cannot be served.</summary>
/// <param name="code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="detail">What the protocol adds to that code; null where it adds nothing.</param>
internal sealed class ProtocolException(int code, string message, object? detail = null) : Exception(message)
{
    public int Code { get; } = code;

    public object? Detail { get; } = detail;
}

/// <summary>Codes of the protocol's errors (JSON-RPC 2.0 §5.1, LSP 3.17 ErrorCodes).</summary>
internal static class ErrorCodes
{
    public const int ParseError = -32700, InvalidRequest = -32600, InvalidParams = -32602, InternalError = -32603, ServerNotInitialized = -32002, ContentModified = -32801, ServerCancelled = -32802, RequestFailed = -32803;

    /// <summary>What <see cref="ContentModified"/> and <see cref="ServerCancelled"/> say.</summary>
    public const string Changed = "the code has changed in the meantime";
}
