using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Configuration;

namespace Orleans.Cluster.Tests.Simulation;

/// <summary>A silo as far as the protocols go: membership, directory, and activations that do nothing.</summary>
internal sealed class SimSilo
{
    private const string CallService = "sim.call";

    private readonly SimCluster _cluster;
    private readonly SimTransport _transport;
    private readonly Dictionary<GrainId, GrainAddress> _activations = [];
    private readonly Dictionary<GrainId, Task<bool>> _starting = [];
    private readonly HashSet<GrainId> _ending = [];

    public SimSilo(SimCluster cluster, SiloAddress address)
    {
        _cluster = cluster;
        Process = new SimProcess(cluster.World);
        Time = new SimTime(cluster.World, Process);
        _transport = new SimTransport(cluster.Network, Process, address);
        Membership = new MembershipAgent(
            new MembershipEntry
            {
                SiloAddress = address,
                SiloName = $"{address.Endpoint.Port}",
                StartTime = Time.GetUtcNow().UtcDateTime,
            },
            cluster.Table.For(Time),
            _transport,
            Options(),
            Time,
            new Random(cluster.World.Random.Next()),
            NullLogger.Instance
        );
        Directory = new ClusterGrainDirectory(Membership, _transport, Time, NullLogger.Instance);
        Membership.ViewChanged += (old, view) => cluster.OnViewChanged(this, old, view);
        Membership.Evicted += _ => _cluster.Remove(this);
        Directory.Duplicate += address => _ = EndAsync(address.GrainId);
        _transport.Serve(
            CallService,
            async (_, payload, _) =>
                new[] { await AnswerAsync(GrainId.Parse(System.Text.Encoding.UTF8.GetString(payload.Span))) ? (byte)1 : (byte)0 }
        );
        Process.Run(() => _ = StartAsync());
    }

    public SiloAddress Address => Membership.Local;

    public SimProcess Process { get; }

    public SimTime Time { get; }

    public MembershipAgent Membership { get; }

    public ClusterGrainDirectory Directory { get; }

    public bool HasFailed { get; private set; }

    public IReadOnlyCollection<GrainId> Activations => _activations.Keys;

    public bool Holds(GrainId grain) => _activations.ContainsKey(grain);

    /// <summary>Calls a grain from here, as the router would: where it is, else where chance places it.</summary>
    public async Task<bool> CallAsync(GrainId grain)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(10), Time);
        try
        {
            if (Holds(grain))
                return true;
            SiloAddress? holder = (await Directory.LookupAsync(grain, patience.Token))?.SiloAddress;
            System.Collections.Immutable.ImmutableArray<SiloAddress> active = Membership.View.Active;
            if (holder is null || !Membership.View.IsAlive(holder))
                holder = active.IsEmpty ? null : active[_cluster.World.Random.Next(active.Length)];
            if (holder is null)
                return false;
            if (holder.Equals(Address))
                return await AnswerAsync(grain);
            ReadOnlyMemory<byte> answer = await _transport.RequestAsync(
                holder,
                CallService,
                System.Text.Encoding.UTF8.GetBytes(grain.ToString()),
                patience.Token
            );
            return answer.Span[0] == 1;
        }
        catch (Exception exception) when (exception is OrleansException or OperationCanceledException)
        {
            return false;
        }
    }

    public async Task EndAsync(GrainId grain)
    {
        if (!_activations.TryGetValue(grain, out GrainAddress? address) || !_ending.Add(grain))
            return;
        await Task.Delay(_cluster.World.Chance(0, 0.05), Time);
        _activations.Remove(grain);
        _ending.Remove(grain);
        _cluster.World.Note($"end {grain} at {Address}");
        await Directory.UnregisterAsync(address);
    }

    public async Task LeaveAsync()
    {
        await Membership.BeginLeavingAsync();
        foreach (GrainId grain in _activations.Keys.ToList())
            await EndAsync(grain);
        await Membership.StopServingAsync();
        await Membership.EndAsync();
        _cluster.Remove(this);
    }

    private static ClusterMembershipOptions Options() =>
        new()
        {
            ProbeTimeout = TimeSpan.FromSeconds(1),
            IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(2),
            TableRefreshTimeout = TimeSpan.FromSeconds(2),
            DefunctSiloCleanupPeriod = null,
        };

    private async Task StartAsync()
    {
        try
        {
            await Membership.JoinAsync(CancellationToken.None);
            await Membership.BecomeActiveAsync(CancellationToken.None);
        }
        catch (OrleansException exception)
        {
            _cluster.World.Note($"{Address} did not start: {exception.Message}");
            HasFailed = true;
            _cluster.Remove(this);
        }
    }

    private Task<bool> AnswerAsync(GrainId grain)
    {
        if (Holds(grain))
            return Task.FromResult(true);
        if (Membership.LocalStatus != SiloStatus.Active || Membership.IsEvicted)
            return Task.FromResult(false);
        if (_starting.TryGetValue(grain, out Task<bool>? running))
            return running;
        Task<bool> started = ActivateAsync(grain);
        if (!started.IsCompleted)
            _starting[grain] = started;
        return started;
    }

    private async Task<bool> ActivateAsync(GrainId grain)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(8), Time);
        GrainAddress mine = new()
        {
            GrainId = grain,
            ActivationId = new ActivationId(_cluster.NextGuid()),
            SiloAddress = Address,
        };
        try
        {
            if (!(await Directory.RegisterAsync(mine, patience.Token)).Equals(mine))
                return false;
            _activations.Add(grain, mine);
            _cluster.OnActivated(this, grain);
            return true;
        }
        catch (Exception exception) when (exception is OrleansException or OperationCanceledException)
        {
            return false;
        }
        finally
        {
            _starting.Remove(grain);
        }
    }
}
