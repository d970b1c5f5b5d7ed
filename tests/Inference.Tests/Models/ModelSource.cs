using System.Globalization;
using System.Net;
using RagCluster.TestKit.Servers;

namespace RagCluster.Inference.Tests.Models;

/// <summary>Serves one content over HTTP on this machine, as badly as a test asks for.</summary>
public sealed class ModelSource : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly byte[] _content;
    private readonly Task _serving;

    public ModelSource(byte[] content)
    {
        _content = content;
        Address = string.Create(CultureInfo.InvariantCulture, $"http://{LoopbackPort.Address}:{LoopbackPort.Reserve()}/");
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address { get; }

    /// <summary>Bytes that each response sends before the connection breaks.</summary>
    public int BreakAfterBytes { get; set; } = int.MaxValue;

    public bool IgnoresRanges { get; set; }

    public int Status { get; set; }

    public List<string?> Ranges { get; } = [];

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            await AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        string? range = context.Request.Headers["Range"];
        Ranges.Add(range);
        HttpListenerResponse response = context.Response;
        if (Status != 0)
        {
            response.StatusCode = Status;
            response.Close();
            return;
        }

        int start = range is null || IgnoresRanges ? 0 : int.Parse(range.Split('=', '-')[1], CultureInfo.InvariantCulture);
        if (start > 0)
        {
            response.StatusCode = (int)HttpStatusCode.PartialContent;
            response.Headers["Content-Range"] = string.Create(
                CultureInfo.InvariantCulture,
                $"bytes {start}-{_content.Length - 1}/{_content.Length}"
            );
        }

        response.ContentLength64 = _content.Length - start;
        int sent = Math.Min(BreakAfterBytes, _content.Length - start);
        await response.OutputStream.WriteAsync(_content.AsMemory(start, sent));
        await response.OutputStream.FlushAsync();
        if (sent < _content.Length - start)
            response.Abort();
        else
            response.Close();
    }
}
