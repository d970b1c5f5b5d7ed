using System.Net;
using System.Text;
using RagCluster.TestKit.Servers;

namespace RagCluster.Contract.Tests.Output;

/// <summary>A server that answers every request alike.</summary>
internal sealed class FixedServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly int _status;
    private readonly byte[] _body;
    private readonly Task _serving;

    /// <summary>Begins to serve.</summary>
    internal FixedServer(int status, string body)
    {
        _status = status;
        _body = Encoding.UTF8.GetBytes(body);
        Http = new HttpClient { BaseAddress = new Uri($"http://{LoopbackPort.Address}:{LoopbackPort.Reserve()}/") };
        _listener.Prefixes.Add(Http.BaseAddress.AbsoluteUri);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>A client of the server.</summary>
    internal HttpClient Http { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
        Http.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (_listener.IsListening)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                context.Response.StatusCode = _status;
                context.Response.ContentType = "application/json";
                context.Response.Close(_body, willBlock: false);
            }
        }
        catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
