using System.Net;
using System.Threading.Channels;

namespace RagCluster.Cli.Tracing;

/// <summary>A small collector: takes OTLP over HTTP on the loopback address.</summary>
internal sealed class OtlpReceiver : IDisposable
{
    private const int BodyBytesMax = 16 << 20;

    private readonly HttpListener _listener = new();
    private readonly Channel<List<TraceSpan>> _received = Channel.CreateBounded<List<TraceSpan>>(1024);

    /// <summary>Begins to listen.</summary>
    /// <exception cref="HttpListenerException">The port is taken.</exception>
    internal OtlpReceiver(int port)
    {
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>What arrives, export by export.</summary>
    internal IAsyncEnumerable<List<TraceSpan>> ReceiveAsync(CancellationToken cancellationToken) =>
        _received.Reader.ReadAllAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (_listener.IsListening)
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            _received.Writer.TryComplete();
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using MemoryStream body = new();
        await context.Request.InputStream.CopyToAsync(body);
        context.Response.StatusCode = 400;
        if (body.Length <= BodyBytesMax && context.Request.Url?.AbsolutePath == "/v1/traces")
        {
            try
            {
                await _received.Writer.WriteAsync(OtlpRequest.Read(body.ToArray()));
                context.Response.StatusCode = 200;
                context.Response.ContentType = "application/x-protobuf";
            }
            catch (InvalidDataException)
            {
                context.Response.StatusCode = 400;
            }
        }

        context.Response.Close();
    }
}
