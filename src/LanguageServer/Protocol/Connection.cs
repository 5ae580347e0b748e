using System.Text.Json;
using Microsoft.VisualStudio.Threading;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace RnnLint.LanguageServer.Protocol;

/// <summary>
/// The transport: JSON-RPC over a pair of streams, with the headers of the base protocol. Handlers are plain functions; nothing outside of this folder
/// knows the library that carries the messages. A handler is entered in the order in which the messages came, up to its first <c>await</c>.
/// </summary>
internal sealed class Connection : IClient, IDisposable
{
    private readonly ReadableOrNot _formatter = new() { JsonSerializerOptions = ProtocolJson.ForConnections() };
    private readonly HeaderDelimitedMessageHandler _messages;
    private readonly JsonRpc _rpc;
    private readonly Action<string, Exception> _failed;

    /// <param name="failed">Told of a handler's own faults: the method, and what happened.</param>
    public Connection(Stream output, Stream input, Action<string, Exception> failed)
    {
        _failed = failed;
        _messages = new HeaderDelimitedMessageHandler(output, input, _formatter);
        _rpc = new Rpc(_messages) { SynchronizationContext = new NonConcurrentSynchronizationContext(sticky: false) };
        _formatter.Unreadable = (code, message) => _ = AnswerNobodyAsync(code, message);
        OnNotification(ReadableOrNot.Nothing, () => { });
    }

    /// <summary>Asked before every handler: throws where the method may not be called now.</summary>
    public Action<string> Admit { get; set; } = _ => { };

    /// <summary>Ends when the client is gone.</summary>
    public Task Completion => _rpc.Completion;

    public void Listen() => _rpc.StartListening();

    public void OnRequest<TParams, TResult>(string method, Func<TParams, CancellationToken, Task<TResult>> handle) => Add(method, new RequestHandler<TParams, TResult>(this, method, handle));

    public void OnNotification<TParams>(string method, Action<TParams> handle) => Add(method, new NotificationHandler<TParams>(this, method, handle));

    public void OnRequest<TResult>(string method, Func<Task<TResult>> handle) => Add(method, new PlainRequestHandler<TResult>(new(this, method, (_, _) => handle())));

    public void OnNotification(string method, Action handle) => Add(method, new PlainNotificationHandler(new(this, method, _ => handle())));

    public async Task NotifyAsync<T>(string method, T parameters)
    {
        try
        {
            await _rpc.NotifyWithParameterObjectAsync(method, parameters);
        }
        catch (Exception failure) when (failure is ObjectDisposedException or ConnectionLostException or IOException)
        {
            // Whoever is gone need not be told.
        }
    }

    public Task<TResult> RequestAsync<T, TResult>(string method, T parameters, CancellationToken cancellation) =>
        RequestAsync(method, () => _rpc.InvokeWithParameterObjectAsync<TResult>(method, parameters, cancellation));

    public Task RequestAsync(string method, CancellationToken cancellation) => RequestAsync(method, () => _rpc.InvokeWithCancellationAsync<object?>(method, null, cancellation));

    private static async Task<TResult> RequestAsync<TResult>(string method, Func<Task<TResult>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception failure) when (failure is RemoteRpcException or ObjectDisposedException or ConnectionLostException or IOException or JsonException)
        {
            throw new RequestFailedException($"{method}: {failure.Message}", failure);
        }
    }

    public void Dispose() => _rpc.Dispose();

    private void Add(string method, object handler) =>
        _rpc.AddLocalRpcMethod(handler.GetType().GetMethod("Handle")!, handler, new JsonRpcMethodAttribute(method) { UseSingleObjectParameterDeserialization = handler is not IPlain });

    /// <summary>The error that answers what could not be read: whose message it was is not known.</summary>
    private async Task AnswerNobodyAsync(int code, string message)
    {
        try
        {
            await _messages.WriteAsync(new Answer(code, message), CancellationToken.None);
        }
        catch (Exception failure) when (failure is ObjectDisposedException or IOException or InvalidOperationException)
        {
            // As above.
        }
    }

    private LocalRpcException Told(string method, Exception failure)
    {
        switch (failure)
        {
            case ProtocolException refused:
                return new(refused.Message) { ErrorCode = refused.Code, ErrorData = refused.Detail };
            case OperationCanceledException:
                return new(ErrorCodes.Changed) { ErrorCode = ErrorCodes.ContentModified };
            default:
                _failed(method, failure);
                return new($"{method}: internal error, {failure.GetType().Name}: {failure.Message}") { ErrorCode = ErrorCodes.InternalError };
        }
    }

    private sealed class RequestHandler<TParams, TResult>(Connection connection, string method, Func<TParams, CancellationToken, Task<TResult>> handle)
    {
        // Called by name.
        public async Task<TResult> Handle(TParams parameters, CancellationToken cancellation)
        {
            try
            {
                connection.Admit(method);
                return await handle(parameters, cancellation);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                throw connection.Told(method, failure);
            }
        }
    }

    private sealed class NotificationHandler<TParams>(Connection connection, string method, Action<TParams> handle)
    {
        // Called by name.
        public void Handle(TParams parameters)
        {
            try
            {
                connection.Admit(method);
                handle(parameters);
            }
            catch (ProtocolException)
            {
                // A notification has no answer: one that may not come now is dropped.
            }
            catch (Exception failure)
            {
                connection._failed(method, failure);
            }
        }
    }

    /// <summary>For what comes without parameters.</summary>
    private sealed class PlainRequestHandler<TResult>(RequestHandler<object?, TResult> handler) : IPlain
    {
        // Called by name.
        public Task<TResult> Handle(CancellationToken cancellation) => handler.Handle(null, cancellation);
    }

    private sealed class PlainNotificationHandler(NotificationHandler<object?> handler) : IPlain
    {
        // Called by name.
        public void Handle() => handler.Handle(null);
    }

    private interface IPlain;

    /// <summary>Says of parameters that do not fit what the protocol says of them.</summary>
    private sealed class Rpc(IJsonRpcMessageHandler messages) : JsonRpc(messages)
    {
        protected override JsonRpcError.ErrorDetail CreateErrorDetails(JsonRpcRequest request, Exception exception) => exception is RpcArgumentDeserializationException or JsonException
            ? new() { Code = (JsonRpcErrorCode)ErrorCodes.InvalidParams, Message = $"{request.Method}: the parameters make no sense: {(exception.InnerException ?? exception).Message}" }
            : base.CreateErrorDetails(request, exception);
    }

    private sealed class Answer : JsonRpcError
    {
        public Answer(int code, string message)
        {
            RequestId = RequestId.Null;
            Error = new ErrorDetail { Code = (JsonRpcErrorCode)code, Message = message };
        }
    }
}
