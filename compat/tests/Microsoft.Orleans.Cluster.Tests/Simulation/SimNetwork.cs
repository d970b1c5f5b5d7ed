namespace Orleans.Cluster.Tests.Simulation;

/// <summary>Brings requests from silo to silo, late, or not at all where a link is cut. Each direction is cut by itself.</summary>
internal sealed class SimNetwork(SimWorld world)
{
    private readonly Dictionary<SiloAddress, SimTransport> _silos = [];
    private readonly HashSet<(SiloAddress From, SiloAddress To)> _cuts = [];

    /// <summary>How long a message takes at most, in seconds.</summary>
    public double SlowestSeconds { get; set; } = 0.005;

    public void Attach(SimTransport transport) => _silos.Add(transport.Local, transport);

    public void Cut(SiloAddress from, SiloAddress to) => _cuts.Add((from, to));

    public void Heal()
    {
        _cuts.Clear();
        SlowestSeconds = 0.005;
    }

    /// <summary>A process is gone: its peers are told by their operating systems, where the news gets through.</summary>
    public void Detach(SiloAddress silo)
    {
        if (!_silos.Remove(silo))
            return;
        foreach (SimTransport? other in _silos.Values.OrderBy(s => s.Local))
        {
            if (!_cuts.Contains((silo, other.Local)))
                world.Schedule(Delay(), other.Process, () => other.Lose(silo));
        }
    }

    /// <summary>Carries what runs at the other end; when there is nobody, the refusal comes back.</summary>
    public void Carry(SimTransport from, SiloAddress to, Action<SimTransport> arrive)
    {
        if (_cuts.Contains((from.Local, to)))
            return;
        world.Schedule(
            Delay(),
            null,
            () =>
            {
                if (_cuts.Contains((from.Local, to)))
                    return;
                if (_silos.TryGetValue(to, out SimTransport? target))
                    target.Process.Run(() => arrive(target));
                else if (!_cuts.Contains((to, from.Local)))
                    world.Schedule(Delay(), from.Process, () => from.Lose(to));
            }
        );
    }

    private TimeSpan Delay() => world.Chance(0.0002, SlowestSeconds);
}
