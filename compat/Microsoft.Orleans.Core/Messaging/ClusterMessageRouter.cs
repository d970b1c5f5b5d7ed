using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.Placement;

namespace Orleans.Runtime;

/// <summary>Routes between silos: to the local catalog, to the silo that is remembered, else to the one that the directory names, else to
/// one that placement chooses. Calls that wait for a grain to be found wait in order. A call that arrives where its grain is not is sent
/// on, at most MaxForwardCount times.</summary>
internal sealed class ClusterMessageRouter : IMessageRouter
{
    private const string ForgetService = "directory.forget";

    private readonly ConcurrentDictionary<GrainId, Search> _searches = new();
    private readonly Catalog _catalog;
    private readonly GrainManifest _manifest;
    private readonly SiloServices _silo;
    private readonly ISiloTransport _transport;
    private readonly MembershipAgent _membership;
    private readonly PlacementService _placement;
    private readonly SiloMessagingOptions _options;

    public ClusterMessageRouter(
        Catalog catalog,
        GrainManifest manifest,
        SiloServices silo,
        ISiloTransport transport,
        MembershipAgent membership,
        PlacementService placement,
        IOptions<SiloMessagingOptions> options
    )
    {
        _catalog = catalog;
        _manifest = manifest;
        _silo = silo;
        _transport = transport;
        _membership = membership;
        _placement = placement;
        _options = options.Value;
        transport.Serve(ForgetService, (_, payload, _) => new(Forget(payload)));
    }

    public void Send(Message message)
    {
        message.SentTo = null;
        if (message.ForwardCount > _options.MaxForwardCount)
        {
            message.Reject(
                new OrleansMessageRejectionException(
                    $"Forwarding failed: tried to forward message {message} for {message.ForwardCount} times after its target "
                        + $"was deactivated."
                )
            );
            return;
        }

        try
        {
            Route(message);
        }
        catch (Exception exception)
        {
            // The caller, not the sender's stack, is told why no activation could be found.
            message.Reject(exception);
        }
    }

    public void Cancel(Message message)
    {
        if (message.SentTo is { } silo)
            _transport.Cancel(silo, message);
        else if (_searches.TryGetValue(message.TargetGrain, out Search? search) && search.Remove(message))
            RejectCanceled(message);
        else
            _catalog.Find(message.TargetGrain)?.Cancel(message);
    }

    private static void RejectCanceled(Message message) =>
        message.Reject(new OperationCanceledException("The request was canceled before it ran."));

    private void Route(Message message)
    {
        GrainId grain = message.TargetGrain;
        if (_catalog.Find(grain) is { } target)
        {
            message.ReceivedFrom = null;
            message.IsPlacement = false;
            target.Receive(message);
            return;
        }

        if (!_manifest.ClassOf(grain.Type).IsUsingDirectory || (message.IsPlacement && _membership.LocalStatus == SiloStatus.Active))
        {
            message.IsPlacement = false;
            message.ReceivedFrom = null;
            _catalog.GetOrCreate(grain).Receive(message);
            return;
        }

        message.IsPlacement = false;
        if (message.ReceivedFrom is { } sender)
        {
            // What it remembers is wrong, and what is remembered here may be as old: the directory decides.
            message.ReceivedFrom = null;
            message.ForwardCount++;
            _silo.Locations.Remove(grain, _membership.Local);
            _ = TellAsync(sender, grain);
            if (Remembered(grain) is { } old && old.Equals(sender))
                _silo.Locations.Remove(grain, old);
            Find(message);
            return;
        }

        if (_searches.IsEmpty && Remembered(grain) is { } silo)
            SendTo(silo, message, isPlacement: false);
        else
            Find(message);
    }

    private void Find(Message message)
    {
        while (true)
        {
            Search search = _searches.GetOrAdd(message.TargetGrain, static _ => new Search());
            if (!search.TryAdd(message, out bool isFirst))
                continue;
            if (isFirst)
                ThreadPool.UnsafeQueueUserWorkItem(
                    static s => _ = s.Router.FindAsync(s.Grain, s.First, s.Search),
                    (Router: this, Grain: message.TargetGrain, First: message, Search: search),
                    preferLocal: true
                );
            return;
        }
    }

    private async Task FindAsync(GrainId grain, Message first, Search search)
    {
        SiloAddress? silo = null;
        bool isPlacement = false;
        Exception? error = null;
        try
        {
            using CancellationTokenSource timeout = new(_options.ResponseTimeout, _silo.Time);
            silo = Remembered(grain) ?? await LookupAsync(grain, timeout.Token);
            isPlacement = silo is null || silo.Equals(_membership.Local);
            silo ??= await _placement.ChooseAsync(first, timeout.Token).WaitAsync(timeout.Token);
        }
        catch (Exception exception)
        {
            // Every caller is told why no activation could be found.
            error =
                exception is OperationCanceledException
                    ? new TimeoutException($"The directory did not answer in time for {first}.", exception)
                    : exception;
        }

        search.Close(message => Deliver(message, silo, isPlacement, error), () => _searches.TryRemove(KeyValuePair.Create(grain, search)));
    }

    private void Deliver(Message message, SiloAddress? silo, bool isPlacement, Exception? error)
    {
        try
        {
            if (error is not null)
                message.Reject(error);
            else if (!silo!.Equals(_membership.Local))
                SendTo(silo, message, isPlacement);
            else
                _catalog.GetOrCreate(message.TargetGrain).Receive(message);
        }
        catch (Exception exception)
        {
            // The caller, not the search, is told why its call could not be delivered.
            message.Reject(exception);
        }
    }

    private SiloAddress? Remembered(GrainId grain)
    {
        if (_silo.Locations.Find(grain) is not { } silo)
            return null;
        if (_membership.View.IsServing(silo) && !silo.Equals(_membership.Local))
            return silo;
        _silo.Locations.Remove(grain, silo);
        return null;
    }

    private async Task<SiloAddress?> LookupAsync(GrainId grain, CancellationToken cancellationToken)
    {
        SiloAddress? silo = (await _silo.Registry!.LookupAsync(grain, cancellationToken))?.SiloAddress;
        if (silo is null || !_membership.View.IsServing(silo))
            return null;

        // An entry of this silo without an activation is left over. A silo that leaves makes no new one.
        if (silo.Equals(_membership.Local) && _membership.LocalStatus != SiloStatus.Active)
            return null;
        return silo;
    }

    private void SendTo(SiloAddress silo, Message message, bool isPlacement)
    {
        // Where a grain is only about to be another silo may be faster.
        if (!isPlacement)
            _silo.Locations.Set(message.TargetGrain, silo);
        message.IsPlacement = isPlacement;
        message.SentTo = silo;
        _transport.Send(silo, message);
    }

    private async Task TellAsync(SiloAddress sender, GrainId grain)
    {
        using CancellationTokenSource timeout = new(TimeSpan.FromSeconds(1), _silo.Time);
        GrainAddress address = new() { GrainId = grain, SiloAddress = _membership.Local };
        try
        {
            await _transport.RequestAsync(
                sender,
                ForgetService,
                new DirectoryRequest(DirectoryOperation.Drop, default, address).Encode(),
                timeout.Token
            );
        }
        catch (Exception exception) when (exception is SiloUnavailableException or OperationCanceledException)
        {
            _silo.Logger.LogDebug(exception, "{Silo} was not told that {Grain} is elsewhere.", sender, grain);
        }
    }

    private ReadOnlyMemory<byte> Forget(ReadOnlyMemory<byte> payload)
    {
        GrainAddress address = DirectoryRequest.Decode(payload).Address!;
        _silo.Locations.Remove(address.GrainId, address.SiloAddress!);
        return default;
    }

    private sealed class Search
    {
        private readonly Lock _lock = new();
        private readonly List<Message> _messages = [];
        private bool _isClosed;

        public bool TryAdd(Message message, out bool isFirst)
        {
            lock (_lock)
            {
                isFirst = _messages.Count == 0;
                if (_isClosed)
                    return false;
                _messages.Add(message);
                return true;
            }
        }

        public bool Remove(Message message)
        {
            lock (_lock)
            {
                // The first one stands for the search and is delivered even so.
                int at = _messages.IndexOf(message);
                if (at <= 0 || _isClosed)
                    return false;
                _messages.RemoveAt(at);
                return true;
            }
        }

        public void Close(Action<Message> deliver, Action remove)
        {
            lock (_lock)
            {
                foreach (Message message in _messages)
                    deliver(message);
                _isClosed = true;
                remove();
            }
        }
    }
}
