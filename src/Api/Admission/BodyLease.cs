using System.Text.Json;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace RagCluster.Api.Admission;

/// <summary>
/// The room that the body of one request takes, and what was made of the body. An endpoint that goes on for long after it has handed the
/// body on gives the room back itself; otherwise it ends with the request.
/// </summary>
internal sealed class BodyLease(UploadBudget budget, HttpRequest request) : IDisposable
{
    // A body of unknown length is small as a rule. One that is not may become the largest: were it to ask again and again, some that each
    // have a part of the room would wait for one another.
    private const int SmallBytes = 1 << 20;

    private RateLimitLease? _room;
    private JsonDocument? _document;
    private long _granted = UploadBudget.BlockBytes;

    /// <summary>Takes room for a body of known length, or sees to it that one of unknown length takes it as it comes.</summary>
    /// <exception cref="Corpus.Errors.RagException">Overloaded: there was no room in time.</exception>
    internal async Task AdmitAsync(CancellationToken cancellationToken)
    {
        if (request.ContentLength is not { } length)
            request.Body = new MeteredBody(request.Body, this);
        else if (length > _granted)
            await TakeAsync(length, cancellationToken);
    }

    /// <summary>Takes more room where a body has grown beyond what it has.</summary>
    internal async ValueTask GrowAsync(long length, CancellationToken cancellationToken)
    {
        if (length <= _granted)
            return;
        _granted = length <= SmallBytes ? SmallBytes : long.MaxValue;
        await TakeAsync(length <= SmallBytes ? SmallBytes : budget.BodyBytesMax, cancellationToken);
    }

    /// <summary>Keeps the parsed body until the room is given back.</summary>
    internal void Own(JsonDocument document) => _document = document;

    /// <inheritdoc/>
    public void Dispose()
    {
        _document?.Dispose();
        _document = null;
        request.Body = Stream.Null;
        request.HttpContext.Features.Set<IRequestBodyPipeFeature>(null);
        GiveBack();
    }

    private async Task TakeAsync(long bytes, CancellationToken cancellationToken)
    {
        GiveBack();
        _room = await budget.TakeAsync(bytes, cancellationToken);
    }

    private void GiveBack()
    {
        _room?.Dispose();
        _room = null;
    }
}
