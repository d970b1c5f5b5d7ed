using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Binding;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Repeats;

namespace RagCluster.Api.Repeats;

/// <summary>
/// Gives a write that carries an <c>Idempotency-Key</c> the answer that it got before, for a day and on every silo. What a caller could not
/// be answered (a refusal, an error) is tried anew. Keys are each caller's own.
/// </summary>
internal sealed class RepeatGate(RequestDelegate next, IGrainFactory grains)
{
    /// <summary>The header that names a write.</summary>
    internal const string Header = "Idempotency-Key";

    private const string Repeated = "Idempotency-Replayed";
    private const int KeyLengthMax = 255;
    private const int Parts = 64;

    /// <summary>Lets a request through or answers it as before.</summary>
    public Task InvokeAsync(HttpContext context) =>
        context.Request.Headers.TryGetValue(Header, out StringValues named)
        && context.GetEndpoint() is { } endpoint
        && IsWrite(context, endpoint)
            ? RepeatAsync(context, endpoint, named)
            : next(context);

    private async Task RepeatAsync(HttpContext context, Endpoint endpoint, StringValues named)
    {
        if (endpoint.Metadata.GetMetadata<MadeSecret>() is not null)
            throw RagException.Invalid(Header, "The answer holds a secret, which is not kept to be given twice: leave the header out.");
        string key = named.ToString();
        if (key.Length is 0 or > KeyLengthMax || !key.All(c => c is >= ' ' and <= '~'))
            throw RagException.Invalid(Header, $"A key has 1 to {KeyLengthMax} printable characters of ASCII.");
        byte[] hash = SHA256.HashData(Encoding.ASCII.GetBytes(key));
        IRepeatGrain grain = Part(grains, CallerKeys.Of(context), hash[0] % Parts);
        string fingerprint = await FingerprintAsync(context.Request, context.RequestAborted);
        if (await grain.BeginAsync(key, fingerprint, context.RequestAborted) is { } before)
            await WriteAsync(context.Response, before, context.RequestAborted);
        else
            await MakeAsync(context, grain, key);
    }

    /// <summary>Forgets what was answered to a caller's keys.</summary>
    /// <param name="grains">The cluster.</param>
    /// <param name="owner">The caller's key of grains.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many answers there were.</returns>
    internal static async Task<int> EraseAsync(IGrainFactory grains, string owner, CancellationToken cancellationToken)
    {
        int[] counts = await Task.WhenAll(
            Enumerable.Range(0, Parts).Select(part => Part(grains, owner, part).EraseAsync(cancellationToken))
        );
        return counts.Sum();
    }

    private static IRepeatGrain Part(IGrainFactory grains, string owner, int part) => grains.GetGrain<IRepeatGrain>($"{owner}/{part}");

    private async Task MakeAsync(HttpContext context, IRepeatGrain grain, string key)
    {
        Stream client = context.Response.Body;
        using MemoryStream copy = new();
        RepeatedAnswer? answer = null;
        context.Response.Body = copy;
        try
        {
            await next(context);
            HttpResponse response = context.Response;
            if (response.StatusCode is >= 200 and < 300)
                answer = new RepeatedAnswer(
                    response.StatusCode,
                    response.ContentType ?? "",
                    response.Headers.Location.ToString(),
                    copy.ToArray()
                );
        }
        finally
        {
            context.Response.Body = client;
            // Whether the caller is still there changes nothing in what was done.
            await grain.EndAsync(key, answer, CancellationToken.None);
        }

        copy.Position = 0;
        await copy.CopyToAsync(client, context.RequestAborted);
    }

    private static async Task WriteAsync(HttpResponse response, RepeatedAnswer answer, CancellationToken cancellationToken)
    {
        response.StatusCode = answer.Status;
        response.Headers[Repeated] = "true";
        if (answer.ContentType.Length > 0)
            response.ContentType = answer.ContentType;
        if (answer.Location.Length > 0)
            response.Headers.Location = answer.Location;
        if (answer.Body.Length > 0)
            await response.Body.WriteAsync(answer.Body, cancellationToken);
    }

    /// <summary>Whether an operation is one that the header names: what only reads needs no key.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="permission">What it needs.</param>
    internal static bool IsWrite(string method, Permission? permission) =>
        !HttpMethods.IsGet(method)
        && permission is Permission.DocumentsWrite or Permission.DocumentsDelete or Permission.ModelsManage or Permission.SystemAdmin;

    private static bool IsWrite(HttpContext context, Endpoint endpoint) =>
        IsWrite(context.Request.Method, endpoint.Metadata.GetMetadata<NeededPermission>()?.Permission);

    private static async Task<string> FingerprintAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add($"{request.Method} {request.Path}{request.QueryString}");
        if (request.HasFormContentType)
        {
            // By its parts: the boundary between them is another each time.
            IFormCollection form = await FormBody.ReadAsync(request, cancellationToken);
            foreach ((string name, StringValues values) in form)
                Add($"{name}={values}");
            foreach (IFormFile file in form.Files)
            {
                Add($"{file.Name} {file.FileName} {file.Length}");
                await using Stream content = file.OpenReadStream();
                hash.AppendData(await SHA256.HashDataAsync(content, cancellationToken));
            }
        }
        else if (request.Body.CanSeek)
        {
            hash.AppendData(await SHA256.HashDataAsync(request.Body, cancellationToken));
            request.Body.Position = 0;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes($"{text}\n"));
    }
}
