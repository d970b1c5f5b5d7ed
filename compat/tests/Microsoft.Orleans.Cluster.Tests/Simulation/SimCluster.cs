using System.Net;

namespace Orleans.Cluster.Tests.Simulation;

/// <summary>Silos in a world, what goes wrong there, and what must hold whatever does.</summary>
internal sealed class SimCluster
{
    public const int SiloCount = 4;
    private const int GrainCount = 12;
    private static readonly TimeSpan FaultsEnd = TimeSpan.FromSeconds(16);
    private static readonly TimeSpan End = TimeSpan.FromSeconds(34);

    private readonly SimSilo?[] _silos = new SimSilo?[SiloCount];
    private readonly int[] _generations = new int[SiloCount];
    private readonly GrainId[] _grains = [.. Enumerable.Range(0, GrainCount).Select(i => GrainId.Create("sim", $"{i}"))];
    private bool _wasWiped;

    public SimCluster(int seed, bool keepsLog = false)
    {
        World = new SimWorld(seed) { KeepsLog = keepsLog };
        Network = new SimNetwork(World);
        Table = new SimTable(World);
    }

    public SimWorld World { get; }

    public SimNetwork Network { get; }

    public SimTable Table { get; }

    public List<string> Violations { get; } = [];

    public int Calls { get; private set; }

    public int Answered { get; private set; }

    private IEnumerable<SimSilo> Running => _silos.OfType<SimSilo>();

    public Guid NextGuid()
    {
        byte[] bytes = new byte[16];
        World.Random.NextBytes(bytes);
        return new Guid(bytes);
    }

    /// <summary>Runs to the end and checks that all is well again.</summary>
    public void Run()
    {
        for (int i = 0; i < SiloCount; i++)
            Start(i);
        ScheduleNext(TimeSpan.FromSeconds(4), MeetFault, 0.5, 3);
        ScheduleNext(TimeSpan.FromSeconds(1), CallSomething, 0.03, 0.2);
        World.RunUntil(FaultsEnd);
        Heal();
        World.RunUntil(End);
        CheckHealed();
    }

    public void OnActivated(SimSilo silo, GrainId grain)
    {
        World.Note($"start {grain} at {silo.Address}");
        if (Table.DeclaredDead.Contains(silo.Address))
            return;
        foreach (SimSilo other in Running)
        {
            if (ReferenceEquals(other, silo) || !other.Holds(grain) || Table.DeclaredDead.Contains(other.Address))
                continue;
            if (!_wasWiped)
                Violations.Add($"{grain} is active at {silo.Address} and at {other.Address}");
        }
    }

    public void OnViewChanged(SimSilo silo, MembershipView old, MembershipView view)
    {
        World.Note($"{silo.Address} sees {view.Version}: {string.Join(' ', view.Live)}");
        if (view.Version < old.Version)
            Violations.Add($"{silo.Address} went from version {old.Version} to {view.Version}");
        foreach ((SiloAddress? member, MembershipEntry? entry) in old.Members)
        {
            if (view.StatusOf(member) < entry.Status)
                Violations.Add($"{silo.Address} saw {member} go from {entry.Status} to {view.StatusOf(member)}");
        }
    }

    /// <summary>The process has ended, by itself or not; another takes its place.</summary>
    public void Remove(SimSilo silo)
    {
        int at = Array.IndexOf(_silos, silo);
        if (at < 0)
            return;
        World.Note($"gone {silo.Address}");
        silo.Process.Kill();
        Network.Detach(silo.Address);
        _silos[at] = null;
        World.Schedule(World.Chance(0.5, 4), null, () => Start(at));
    }

    private void Start(int index)
    {
        if (_silos[index] is not null)
            return;
        SiloAddress address = SiloAddress.New(IPAddress.Loopback, 100 + index, 1000 + (++_generations[index]));
        World.Note($"begin {address}");
        _silos[index] = new SimSilo(this, address);
    }

    private void ScheduleNext(TimeSpan after, Action action, double fromSeconds, double toSeconds) =>
        World.Schedule(
            after,
            null,
            () =>
            {
                if (World.Now >= FaultsEnd.Ticks)
                    return;
                action();
                ScheduleNext(World.Chance(fromSeconds, toSeconds), action, fromSeconds, toSeconds);
            }
        );

    private void CallSomething()
    {
        SimSilo? silo = _silos[World.Random.Next(SiloCount)];
        if (silo is null)
            return;
        GrainId grain = _grains[World.Random.Next(GrainCount)];
        if (World.Random.Next(8) == 0 && silo.Activations.Count > 0)
            silo.Process.Run(() => _ = silo.EndAsync(grain));
        else
            silo.Process.Run(() => _ = CountAsync(silo, grain));
    }

    private async Task CountAsync(SimSilo silo, GrainId grain)
    {
        Calls++;
        if (await silo.CallAsync(grain))
            Answered++;
    }

    private void MeetFault()
    {
        SimSilo? silo = _silos[World.Random.Next(SiloCount)];
        int kind = World.Random.Next(12);
        World.Note($"fault {kind} {silo?.Address}");
        if (silo is null)
            return;
        switch (kind)
        {
            case 0 or 1:
                Remove(silo);
                break;
            case 2:
                silo.Process.Run(() => _ = silo.LeaveAsync());
                break;
            case 3 or 4:
                silo.Process.Pause();
                World.Schedule(World.Chance(0.2, 12), null, silo.Process.Resume);
                break;
            case 5 or 6 or 7 or 8:
                Cut(silo, kind);
                World.Schedule(World.Chance(0.5, 15), null, Network.Heal);
                break;
            case 9:
                Table.IsDown = true;
                World.Schedule(World.Chance(0.5, 12), null, () => Table.IsDown = false);
                break;
            case 10:
                Network.SlowestSeconds = World.Chance(0.05, 0.8).TotalSeconds;
                World.Schedule(World.Chance(1, 6), null, Network.Heal);
                break;
            default:
                Wipe(silo);
                break;
        }
    }

    // Isolated, half of it, one direction of it, or one link.
    private void Cut(SimSilo silo, int kind)
    {
        foreach (SimSilo? other in Running.Where(s => s != silo))
        {
            if (kind == 8 && World.Random.Next(2) == 0)
                continue;
            if (kind != 6)
                Network.Cut(silo.Address, other.Address);
            if (kind != 7)
                Network.Cut(other.Address, silo.Address);
        }
    }

    private void Wipe(SimSilo silo)
    {
        silo.Time.Skew = TimeSpan.FromSeconds(World.Random.Next(-120, 300));
        if (World.Random.Next(3) != 0)
            return;
        Table.Wipe();
        _wasWiped = true;
    }

    private void Heal()
    {
        Network.Heal();
        Table.IsDown = false;
        foreach (SimSilo silo in Running)
        {
            if (silo.Process.IsPaused)
                silo.Process.Resume();
        }
    }

    private void CheckHealed()
    {
        List<SimSilo> running = Running.ToList();
        List<SiloAddress> addresses = running.Select(s => s.Address).Order().ToList();
        foreach (SimSilo? silo in running)
        {
            if (!addresses.SequenceEqual(silo.Membership.View.Active))
                Violations.Add(
                    $"{silo.Address} sees {string.Join(' ', silo.Membership.View.Active)} instead of {string.Join(' ', addresses)}"
                );
            if (silo.Membership.View.Epoch != running[0].Membership.View.Epoch)
                Violations.Add($"{silo.Address} is in another epoch");
        }

        foreach (GrainId grain in _grains)
        {
            if (running.Count(s => s.Holds(grain)) > 1)
                Violations.Add($"{grain} is active more than once at the end");
        }

        CheckThatAllAnswer(running);
        if (Table.DeclaredWhileDown > 0)
            Violations.Add("A silo was declared dead while the store was down");
    }

    private void CheckThatAllAnswer(List<SimSilo> running)
    {
        int answers = 0;
        foreach (SimSilo silo in running)
        {
            foreach (GrainId grain in _grains)
            {
                silo.Process.Run(async () =>
                {
                    // A grain that two silos call first at once may have been placed twice: the second call finds it.
                    for (int attempt = 0; attempt < 3; attempt++)
                    {
                        if (!await silo.CallAsync(grain))
                            continue;
                        answers++;
                        return;
                    }
                });
            }
        }

        World.RunUntil(End + TimeSpan.FromSeconds(3));
        if (answers != running.Count * GrainCount)
            Violations.Add($"{answers} of {running.Count * GrainCount} calls were answered after all was well");
    }
}
