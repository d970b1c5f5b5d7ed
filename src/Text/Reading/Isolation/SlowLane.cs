namespace RagCluster.Text.Reading.Isolation;

/// <summary>
/// The places for documents that take long to read, shared by the readers of all formats, so that slow documents never take them all.
/// </summary>
/// <param name="places">How many such documents are read at once.</param>
public sealed class SlowLane(int places)
{
    /// <summary>Two: half of what a collection has read at once where it has least.</summary>
    public const int PlacesDefault = 2;

    private readonly SemaphoreSlim _places = new(places);

    /// <summary>Takes a place if one is free.</summary>
    internal bool TryEnter() => _places.Wait(0, CancellationToken.None);

    /// <summary>Waits for a place.</summary>
    internal Task EnterAsync(CancellationToken ct) => _places.WaitAsync(ct);

    /// <summary>Gives a place back.</summary>
    internal void Leave() => _places.Release();
}
