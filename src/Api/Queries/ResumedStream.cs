using System.Globalization;
using System.Net.ServerSentEvents;
using System.Security.Cryptography;
using System.Text;

namespace RagCluster.Api.Queries;

/// <summary>
/// Gives the events of a stream ids by which one who comes back gets what is missing, from any server and without one that remembers the
/// stream: an id says which event it is, and by a hash what all events up to it were. Who comes back asks again; as long as the new events
/// are those of the first time, what was seen is left out. Where they have become others, all of them come.
/// </summary>
/// <param name="seen">The last id that the caller got; empty for somebody who comes for the first time.</param>
internal sealed class ResumedStream(string seen)
{
    private const string EndMark = ".done";
    private const int HashBytes = 8;
    private static readonly TimeSpan Reconnection = TimeSpan.FromSeconds(1);

    // An id that no event can have is like none.
    private readonly int _seenCount = int.TryParse(seen.Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
        ? count
        : 0;

    private readonly List<SseItem<string>> _withheld = [];
    private byte[] _hash = [];
    private int _count;

    /// <summary>Whether the caller has seen the end.</summary>
    internal static bool IsEnd(string id) => id.EndsWith(EndMark, StringComparison.Ordinal);

    /// <summary>Takes the next event.</summary>
    /// <param name="item">The event.</param>
    /// <param name="content">What of it is the same whenever the same answer is made: neither times nor whether a cache answered.</param>
    /// <param name="isEnd">Whether it is the last one.</param>
    /// <returns>What is to be sent now: the event, nothing, or everything that was withheld.</returns>
    internal IReadOnlyList<SseItem<string>> Next(SseItem<string> item, string content, bool isEnd)
    {
        _hash = SHA256.HashData([.. _hash, .. Encoding.UTF8.GetBytes($"{item.EventType}\n{content}")]);
        string id = string.Create(
            CultureInfo.InvariantCulture,
            $"{++_count}-{Convert.ToHexStringLower(_hash.AsSpan(0, HashBytes))}{(isEnd ? EndMark : "")}"
        );
        SseItem<string> named = new(item.Data, item.EventType) { EventId = id, ReconnectionInterval = Reconnection };
        if (_count > _seenCount)
            return [.. Rest(), named];
        _withheld.Add(named);
        if (id == seen)
            _withheld.Clear();
        return _count == _seenCount || isEnd ? Rest() : [];
    }

    /// <summary>What is withheld still and is to be sent where the stream has ended before the event that was seen.</summary>
    internal IReadOnlyList<SseItem<string>> Rest()
    {
        SseItem<string>[] rest = [.. _withheld];
        _withheld.Clear();
        return rest;
    }
}
