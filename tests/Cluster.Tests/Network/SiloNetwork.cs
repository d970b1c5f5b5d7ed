using System.Diagnostics;

namespace RagCluster.Cluster.Tests.Network;

/// <summary>
/// A small network on this machine: a bridge, and on it one host (a network namespace) for each silo. The test and the servers stand on the
/// bridge. Cables are cut by dropping packets, so that, as in a real partition, connections hang and nothing is refused.
/// </summary>
internal sealed class SiloNetwork : IAsyncDisposable
{
    private readonly string _name;
    private readonly string _prefix;
    private readonly int _hosts;

    private SiloNetwork(int hosts)
    {
        // Two test runs on one machine must not meet; an interface's name has at most 15 characters.
        int number = Environment.ProcessId % 250;
        _name = FormattableString.Invariant($"rag{number}");
        _prefix = FormattableString.Invariant($"10.231.{number}.");
        _hosts = hosts;
    }

    /// <summary>The address of the test and of its servers.</summary>
    internal string Servers => _prefix + "1";

    /// <summary>Makes the network.</summary>
    /// <param name="hosts">How many hosts for silos.</param>
    internal static async Task<SiloNetwork> CreateAsync(int hosts)
    {
        if (Environment.UserName != "root")
            throw new InvalidOperationException(
                "A network of namespaces needs Linux and root: run this test as root, or leave it out with a filter."
            );
        SiloNetwork network = new(hosts);
        try
        {
            string bridge = network._name;
            await RunAsync("ip", "link", "add", bridge, "type", "bridge");
            await RunAsync("ip", "addr", "add", $"{network.Servers}/24", "dev", bridge);
            await RunAsync("ip", "link", "set", bridge, "up");
            for (int i = 0; i < hosts; i++)
                await network.AddHostAsync(i);
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>A host's address.</summary>
    internal string Host(int index) => FormattableString.Invariant($"{_prefix}{10 + index}");

    /// <summary>What to put in front of a command that shall run on a host; it replaces itself by the command.</summary>
    internal IReadOnlyList<string> RunOn(int index) => ["ip", "netns", "exec", Namespace(index)];

    /// <summary>Loses whatever one host sends to another; the way back stays.</summary>
    internal Task CutOneWayAsync(int from, int to) => DropAsync(to, "INPUT", "-s", Host(from));

    /// <summary>Loses whatever two hosts send to each other.</summary>
    internal async Task CutAsync(int one, int other)
    {
        await CutOneWayAsync(one, other);
        await CutOneWayAsync(other, one);
    }

    /// <summary>Loses whatever a host and the other hosts send to each other; the servers it still reaches.</summary>
    internal async Task ClogAsync(int index)
    {
        foreach (int other in Enumerable.Range(0, _hosts).Where(other => other != index))
        {
            await DropAsync(index, "INPUT", "-s", Host(other));
            await DropAsync(index, "OUTPUT", "-d", Host(other));
        }
    }

    /// <summary>Loses whatever a host and a server on the bridge send to each other.</summary>
    /// <param name="index">The host.</param>
    /// <param name="port">The server's port.</param>
    internal async Task CutFromServerAsync(int index, int port)
    {
        string number = FormattableString.Invariant($"{port}");
        await DropAsync(index, "INPUT", "-s", Servers, "-p", "tcp", "--sport", number);
        await DropAsync(index, "OUTPUT", "-d", Servers, "-p", "tcp", "--dport", number);
    }

    /// <summary>Mends everything that was cut at a host, in either direction that it decides about.</summary>
    internal Task HealAsync(int index) => RunAsync([.. RunOn(index), "iptables", "-F"]);

    /// <summary>Mends everything.</summary>
    internal async Task HealAsync()
    {
        for (int i = 0; i < _hosts; i++)
            await HealAsync(i);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        for (int i = 0; i < _hosts; i++)
        {
            // A namespace's own end of a cable goes some time after it: the next network must not meet it.
            await TryRunAsync("ip", "link", "del", Cable(i));
            await TryRunAsync("ip", "netns", "del", Namespace(i));
        }

        await TryRunAsync("ip", "link", "del", _name);
    }

    private string Namespace(int index) => FormattableString.Invariant($"{_name}s{index}");

    private string Cable(int index) => FormattableString.Invariant($"{_name}v{index}");

    private async Task AddHostAsync(int index)
    {
        string space = Namespace(index);
        await RunAsync("ip", "netns", "add", space);
        await RunAsync("ip", "link", "add", Cable(index), "type", "veth", "peer", "name", "eth0", "netns", space);
        await RunAsync("ip", "link", "set", Cable(index), "master", _name, "up");
        await RunAsync("ip", "-n", space, "addr", "add", $"{Host(index)}/24", "dev", "eth0");
        await RunAsync("ip", "-n", space, "link", "set", "eth0", "up");
        await RunAsync("ip", "-n", space, "link", "set", "lo", "up");
    }

    private Task DropAsync(int index, string chain, params string[] what) =>
        RunAsync([.. RunOn(index), "iptables", "-A", chain, .. what, "-j", "DROP"]);

    private static async Task RunAsync(params string[] command)
    {
        if (await TryRunAsync(command) is { Length: > 0 } fault)
            throw new InvalidOperationException($"{string.Join(' ', command)}: {fault}");
    }

    private static async Task<string> TryRunAsync(params string[] command)
    {
        using Process process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
        string errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? "" : $"exit code {process.ExitCode} {errors}";
    }
}
