using System.Collections.Concurrent;
using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace RagCluster.TestKit.Servers;

/// <summary>
/// A small S3 server with one bucket in memory: PUT, GET, DELETE, lists in pages, uploads in parts. It checks signatures, lengths and
/// hashes as Amazon's does, and stores nothing of a request that breaks off.
/// </summary>
public sealed class S3Server : IAsyncDisposable
{
    /// <summary>The bucket.</summary>
    public const string Bucket = "snapshots";

    /// <summary>The access key.</summary>
    public const string AccessKey = "AKIDTESTKIT";

    /// <summary>The access key's secret.</summary>
    public const string SecretKey = "secret/of+the+testkit";

    private const int PartBytesMin = 5 << 20;
    private static readonly XNamespace Xml = "http://s3.amazonaws.com/doc/2006-03-01/";

    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, (byte[] Bytes, string Tag, DateTimeOffset At)> _objects = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<int, byte[]>> _uploads = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _serving;

    /// <summary>Starts the server.</summary>
    public S3Server()
    {
        Address = new Uri($"http://{LoopbackPort.Address}:{LoopbackPort.Reserve().ToString(CultureInfo.InvariantCulture)}/");
        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Where it is.</summary>
    public Uri Address { get; }

    /// <summary>The keys of the objects.</summary>
    public IReadOnlyCollection<string> Keys => [.. _objects.Keys];

    /// <summary>Uploads that were begun and neither completed nor aborted.</summary>
    public int UnfinishedUploads => _uploads.Count;

    /// <summary>Parts of such uploads.</summary>
    public int HeldParts => _uploads.Values.Sum(parts => parts.Count);

    /// <summary>The requests so far: method, path and query.</summary>
    public IReadOnlyCollection<string> Requests => [.. _requests];

    /// <summary>Keys in a page of a list.</summary>
    public int PageKeysMax { get; set; } = 1000;

    /// <summary>What goes wrong with a request, by its method, path and query; null for nothing.</summary>
    public Func<string, S3Fault?> Fault { get; set; } = _ => null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Close();
        await _serving;
        await Task.WhenAll(_running.Keys);
        _ended.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                Task handling = Task.Run(() => HandleAsync(context));
                _running[handling] = true;
                _ = handling.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
            }
            catch (Exception) when (_ended.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task HandleAsync(HttpListenerContext context)
    {
        try
        {
            string request = $"{context.Request.HttpMethod} {context.Request.RawUrl}";
            _requests.Enqueue(request);
            await AnswerAsync(context, Fault(request));
        }
        catch (Exception error)
            when (error is HttpListenerException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The client or the test went away.
            context.Response.Abort();
        }
        catch (Exception error)
        {
            await SendErrorAsync(context.Response, 500, "TestKitError", error.ToString());
        }
    }

    private async Task AnswerAsync(HttpListenerContext context, S3Fault? fault)
    {
        byte[] body = await BodyAsync(context.Request);
        switch (fault?.Kind)
        {
            case S3FaultKind.Error:
                await SendErrorAsync(context.Response, fault.Status, fault.Code, "The test wants it so.");
                return;
            case S3FaultKind.Silence:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _ended.Token);
                return;
        }

        if (S3Signature.Refusal(context.Request, body, AccessKey, SecretKey) is { } refusal)
        {
            await SendErrorAsync(context.Response, 403, refusal, "The request is not signed by whom it says.");
            return;
        }

        string[] path = context.Request.RawUrl!.Split('?')[0].TrimStart('/').Split('/', 2);
        if (path[0] != Bucket)
        {
            await SendErrorAsync(context.Response, 404, "NoSuchBucket", "The specified bucket does not exist");
            return;
        }

        await ActAsync(context, path.Length > 1 ? Uri.UnescapeDataString(path[1]) : "", body, fault);
    }

    private Task ActAsync(HttpListenerContext context, string key, byte[] body, S3Fault? fault)
    {
        NameValueCollection query = context.Request.QueryString;
        string? upload = query["uploadId"];
        bool begins = query.AllKeys.Contains("uploads") || context.Request.RawUrl!.EndsWith("?uploads", StringComparison.Ordinal);
        return (context.Request.HttpMethod, key.Length, upload) switch
        {
            ("GET", 0, null) => ListAsync(context),
            ("GET", _, null) => GetAsync(context.Response, key, fault),
            ("PUT", _, null) => PutAsync(context.Response, key, body),
            ("DELETE", _, null) => DeleteAsync(context.Response, key),
            ("POST", _, null) when begins => BeginAsync(context.Response, key),
            ("PUT", _, { } id) => PutPartAsync(context.Response, id, int.Parse(query["partNumber"]!, CultureInfo.InvariantCulture), body),
            ("POST", _, { } id) => CompleteAsync(context.Response, id, key, body),
            ("DELETE", _, { } id) => AbortAsync(context.Response, id),
            _ => SendErrorAsync(context.Response, 501, "NotImplemented", context.Request.RawUrl!),
        };
    }

    private static async Task<byte[]> BodyAsync(HttpListenerRequest request)
    {
        using MemoryStream body = new();
        await request.InputStream.CopyToAsync(body);
        return request.HasEntityBody && body.Length != request.ContentLength64
            ? throw new IOException("The body breaks off.")
            : body.ToArray();
    }

    private Task PutAsync(HttpListenerResponse response, string key, byte[] body)
    {
        _objects[key] = (body, TagOf(body), TimeProvider.System.GetUtcNow());
        response.Headers["ETag"] = TagOf(body);
        return SendAsync(response, 200, []);
    }

    private async Task GetAsync(HttpListenerResponse response, string key, S3Fault? fault)
    {
        if (!_objects.TryGetValue(key, out (byte[] Bytes, string Tag, DateTimeOffset At) held))
        {
            await SendErrorAsync(response, 404, "NoSuchKey", "The specified key does not exist.");
            return;
        }

        response.Headers["ETag"] = held.Tag;
        response.Headers["Last-Modified"] = held.At.ToString("r", CultureInfo.InvariantCulture);
        if (fault is null)
        {
            await SendAsync(response, 200, held.Bytes);
            return;
        }

        response.ContentLength64 = held.Bytes.Length;
        await response.OutputStream.WriteAsync(held.Bytes.AsMemory(0, held.Bytes.Length / 2));
        await response.OutputStream.FlushAsync();
        if (fault.Kind == S3FaultKind.SilenceAmid)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _ended.Token);
        response.Abort();
    }

    private Task DeleteAsync(HttpListenerResponse response, string key)
    {
        _objects.TryRemove(key, out _);
        return SendAsync(response, 204, []);
    }

    private Task ListAsync(HttpListenerContext context)
    {
        string prefix = context.Request.QueryString["prefix"] ?? "";
        string? after = context.Request.QueryString["continuation-token"] is { } token
            ? Encoding.UTF8.GetString(Convert.FromBase64String(token))
            : null;
        string[] keys =
        [
            .. _objects
                .Keys.Where(key =>
                    key.StartsWith(prefix, StringComparison.Ordinal) && (after is null || string.CompareOrdinal(key, after) > 0)
                )
                .Order(StringComparer.Ordinal),
        ];
        string[] page = [.. keys.Take(PageKeysMax)];
        bool isUrl = context.Request.QueryString["encoding-type"] == "url";
        XElement list = new(
            Xml + "ListBucketResult",
            new XElement(Xml + "Name", Bucket),
            new XElement(Xml + "Prefix", isUrl ? Uri.EscapeDataString(prefix) : prefix),
            new XElement(Xml + "KeyCount", page.Length),
            new XElement(Xml + "IsTruncated", page.Length < keys.Length),
            isUrl ? new XElement(Xml + "EncodingType", "url") : null,
            page.Length < keys.Length
                ? new XElement(Xml + "NextContinuationToken", Convert.ToBase64String(Encoding.UTF8.GetBytes(page[^1])))
                : null,
            page.Select(key => new XElement(
                Xml + "Contents",
                new XElement(Xml + "Key", isUrl ? Uri.EscapeDataString(key) : key),
                new XElement(
                    Xml + "LastModified",
                    _objects[key].At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)
                ),
                new XElement(Xml + "ETag", _objects[key].Tag),
                new XElement(Xml + "Size", _objects[key].Bytes.Length)
            ))
        );
        return SendAsync(context.Response, 200, list);
    }

    private Task BeginAsync(HttpListenerResponse response, string key)
    {
        string id = Guid.NewGuid().ToString("n");
        _uploads[id] = new ConcurrentDictionary<int, byte[]>();
        return SendAsync(
            response,
            200,
            new XElement(
                Xml + "InitiateMultipartUploadResult",
                new XElement(Xml + "Bucket", Bucket),
                new XElement(Xml + "Key", key),
                new XElement(Xml + "UploadId", id)
            )
        );
    }

    private Task PutPartAsync(HttpListenerResponse response, string upload, int number, byte[] body)
    {
        if (!_uploads.TryGetValue(upload, out ConcurrentDictionary<int, byte[]>? parts))
            return SendErrorAsync(response, 404, "NoSuchUpload", "The specified upload does not exist.");
        parts[number] = body;
        response.Headers["ETag"] = TagOf(body);
        return SendAsync(response, 200, []);
    }

    private Task CompleteAsync(HttpListenerResponse response, string upload, string key, byte[] body)
    {
        if (!_uploads.TryGetValue(upload, out ConcurrentDictionary<int, byte[]>? parts))
            return SendErrorAsync(response, 404, "NoSuchUpload", "The specified upload does not exist.");
        (int Number, string Tag)[] named =
        [
            .. from part in XDocument.Parse(Encoding.UTF8.GetString(body)).Root!.Elements().Where(e => e.Name.LocalName == "Part")
            select (
                (int)part.Elements().Single(e => e.Name.LocalName == "PartNumber"),
                (string)part.Elements().Single(e => e.Name.LocalName == "ETag")
            ),
        ];
        if (
            named.Length == 0
            || named.Any(part => !parts.TryGetValue(part.Number, out byte[]? held) || TagOf(held).Trim('"') != part.Tag.Trim('"'))
        )
            return SendErrorAsync(response, 400, "InvalidPart", "One or more of the specified parts could not be found.");
        if (!named.Select(part => part.Number).SequenceEqual(Enumerable.Range(1, named.Length)))
            return SendErrorAsync(response, 400, "InvalidPartOrder", "The list of parts was not in ascending order.");
        if (named.SkipLast(1).Any(part => parts[part.Number].Length < PartBytesMin))
            return SendErrorAsync(response, 400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed object size.");
        byte[] whole = [.. named.SelectMany(part => parts[part.Number])];
        // A form that says that it is no hash of the content.
        string tag = $"\"{Guid.NewGuid():n}-{named.Length.ToString(CultureInfo.InvariantCulture)}\"";
        _objects[key] = (whole, tag, TimeProvider.System.GetUtcNow());
        _uploads.TryRemove(upload, out _);
        return SendAsync(
            response,
            200,
            new XElement(
                Xml + "CompleteMultipartUploadResult",
                new XElement(Xml + "Bucket", Bucket),
                new XElement(Xml + "Key", key),
                new XElement(Xml + "ETag", tag)
            )
        );
    }

    private Task AbortAsync(HttpListenerResponse response, string upload) =>
        _uploads.TryRemove(upload, out _)
            ? SendAsync(response, 204, [])
            : SendErrorAsync(response, 404, "NoSuchUpload", "The specified upload does not exist.");

    // As Amazon's: clients compare it with what they read.
    private static string TagOf(byte[] bytes) => $"\"{Convert.ToHexStringLower(MD5.HashData(bytes))}\"";

    private static Task SendErrorAsync(HttpListenerResponse response, int status, string code, string message) =>
        SendAsync(response, status, new XElement("Error", new XElement("Code", code), new XElement("Message", message)));

    private static Task SendAsync(HttpListenerResponse response, int status, XElement content)
    {
        response.ContentType = "application/xml";
        return SendAsync(response, status, Encoding.UTF8.GetBytes(content.ToString(SaveOptions.DisableFormatting)));
    }

    private static async Task SendAsync(HttpListenerResponse response, int status, byte[] content)
    {
        response.StatusCode = status;
        response.ContentLength64 = content.Length;
        if (content.Length > 0)
            await response.OutputStream.WriteAsync(content);
        response.Close();
    }
}
