using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <content>The share of the directory that this silo keeps.</content>
internal sealed partial class ClusterGrainDirectory
{
    // Called under the membership's lock, which is always taken before this one.
    private void OnViewChanged(MembershipView old, MembershipView view)
    {
        lock (_lock)
        {
            bool isSameEpoch = _view.Epoch == view.Epoch;
            _view = view;
            if (isSameEpoch)
                return;
            _sequence++;
            _entries = null;
            _changed.Fire();
            if (view.StatusOf(_membership.Local) == SiloStatus.Active)
                _ = RecoverAsync(_sequence, view);
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> AnswerAsync(
        SiloAddress asker,
        ReadOnlyMemory<byte> payload,
        CancellationToken cancellationToken
    ) => (await AnswerAsync(DirectoryRequest.Decode(payload), cancellationToken)).Encode();

    private async Task<DirectoryAnswer> AnswerAsync(DirectoryRequest request, CancellationToken cancellationToken)
    {
        while (true)
        {
            long round;
            lock (_lock)
            {
                if (request.Operation == DirectoryOperation.Drop)
                    break;
                if (request.Epoch != _view.Epoch || _membership.IsEvicted)
                    return DirectoryAnswer.OtherView;
                if (request.Operation == DirectoryOperation.Recover)
                    return new(
                        false,
                        [.. _mine.Values.Where(a => request.Address!.SiloAddress!.Equals(DirectoryRing.OwnerOf(_view, a.GrainId)))]
                    );
                if (_entries is not null)
                    return DirectoryAnswer.Of(Apply(_entries, request));
                round = _changed.Round;
            }

            await _changed.WaitAsync(round, Timeout.InfiniteTimeSpan, cancellationToken);
        }

        Drop(request.Address!);
        return DirectoryAnswer.Of(null);
    }

    private static GrainAddress? Apply(Dictionary<GrainId, GrainAddress> entries, DirectoryRequest request)
    {
        GrainAddress address = request.Address!;
        entries.TryGetValue(address.GrainId, out GrainAddress? known);
        switch (request.Operation)
        {
            case DirectoryOperation.Register when known is null || known.SiloAddress!.Equals(address.SiloAddress):
                return entries[address.GrainId] = address;
            case DirectoryOperation.Unregister when known is not null && known.Equals(address):
                entries.Remove(address.GrainId);
                return null;
            default:
                return known;
        }
    }

    private async Task RecoverAsync(long sequence, MembershipView view)
    {
        // The caller holds locks.
        await Task.Yield();
        IReadOnlyList<GrainAddress>[] answers = await Task.WhenAll(
            view.Live.Where(s => !s.Equals(_membership.Local)).Select(s => RecoverFromAsync(s, sequence, view))
        );
        List<GrainAddress> dropped = new();
        lock (_lock)
        {
            if (sequence != _sequence)
                return;
            Dictionary<GrainId, GrainAddress> entries = _mine
                .Values.Where(a => _membership.Local.Equals(DirectoryRing.OwnerOf(view, a.GrainId)))
                .ToDictionary(a => a.GrainId);
            foreach (GrainAddress? address in answers.SelectMany(a => a))
            {
                if (entries.TryAdd(address.GrainId, address))
                    continue;
                (GrainAddress? kept, GrainAddress? other) = (entries[address.GrainId], address);
                if (other.SiloAddress!.CompareTo(kept.SiloAddress) < 0)
                    (kept, other) = (other, kept);
                entries[address.GrainId] = kept;
                dropped.Add(other);
            }

            _entries = entries;
            _changed.Fire();
        }

        foreach (GrainAddress address in dropped)
        {
            _logger.LogError("{Address} ends: another activation of its grain exists.", address);
            if (address.SiloAddress!.Equals(_membership.Local))
                Drop(address);
            else
                await TryAskAsync(
                    address.SiloAddress,
                    new DirectoryRequest(DirectoryOperation.Drop, default, address),
                    CancellationToken.None
                );
        }
    }

    private async Task<IReadOnlyList<GrainAddress>> RecoverFromAsync(SiloAddress silo, long sequence, MembershipView view)
    {
        DirectoryRequest request = new(DirectoryOperation.Recover, view.Epoch, new GrainAddress { SiloAddress = _membership.Local });
        TimeSpan pause = TimeSpan.FromMilliseconds(5);
        while (Read().Sequence == sequence && !_membership.IsEvicted)
        {
            if (await TryAskAsync(silo, request, CancellationToken.None) is { IsOtherView: false } answer)
                return answer.Addresses;
            await _changed.WaitAsync(Read().Round, pause, CancellationToken.None);
            if (pause < TimeSpan.FromSeconds(1))
                pause *= 2;
        }

        return [];
    }

    private void Drop(GrainAddress address)
    {
        lock (_lock)
        {
            if (!_mine.TryGetValue(address.GrainId, out GrainAddress? held) || !held.Equals(address))
                return;
        }

        Duplicate?.Invoke(address);
    }
}
