using System.Net;
using System.Threading.Channels;
using RagCluster.TestKit.Servers;

namespace RagCluster.Contract.Tests.Output;

/// <summary>A webhook's other end: keeps what is sent to it.</summary>
internal sealed class NoticeBox : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Channel<string> _notices = Channel.CreateUnbounded<string>();
    private readonly Task _serving;

    /// <summary>Begins to take notices.</summary>
    internal NoticeBox()
    {
        Address = new Uri($"http://{LoopbackPort.Address}:{LoopbackPort.Reserve()}/notices/");
        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Where notices are sent to.</summary>
    internal Uri Address { get; }

    /// <summary>The next notice.</summary>
    internal ValueTask<string> NextAsync(CancellationToken cancellationToken) => _notices.Reader.ReadAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (_listener.IsListening)
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                using StreamReader body = new(context.Request.InputStream);
                await _notices.Writer.WriteAsync(await body.ReadToEndAsync());
                context.Response.Close();
            }
        }
        catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }
}
