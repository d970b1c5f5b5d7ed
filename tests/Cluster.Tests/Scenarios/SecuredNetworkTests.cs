using System.Net;
using System.Net.Sockets;
using System.Text;
using RagCluster.Cluster.Tests.Cluster;
using RagCluster.Cluster.Tests.Http;
using RagCluster.Cluster.Tests.Load;
using RagCluster.Cluster.Tests.Network;
using RagCluster.TestKit;

namespace RagCluster.Cluster.Tests.Scenarios;

/// <summary>Who does not hold the cluster's secrets does not get in, and harms nobody who does.</summary>
[Collection(ClusterScenarios.Name)]
public sealed class SecuredNetworkTests
{
    private const string Password = "lantern-and-mill";

    // What the engine says of a silo that the others don't take, and of one that they have declared dead for it: Orleans' words after ours.
    private static readonly string[] ShutOut = ["does not join", "Failed to get ping responses"];
    private static readonly string[] DeclaredDead = ["declared dead by the cluster", "told I am dead"];

    [Fact]
    public async Task SiloWithoutTheSecrets_DoesNotJoin_AndTheOthersServeOn()
    {
        using ClusterCertificates certificates = new();
        using ClusterCertificates foreign = new();
        using TempFolder folder = new();
        await using LocalCluster cluster = await LocalCluster.StartAsync(
            silos: 2,
            own: [certificates.Issue(), certificates.Issue()],
            redisPassword: Password
        );
        RagClient client = new(cluster.Silo(0).Http);
        Assert.True((await client.CreateCollectionAsync(shards: 2, replicas: 2))!.IsAcknowledgement);

        await using SiloProcess plain = SiloProcess.Begin(folder.File("plain"), cluster.Settings);
        await WaitForAsync(plain, ShutOut);
        await using SiloProcess stranger = SiloProcess.Begin(folder.File("stranger"), With(cluster.Settings, foreign.Issue()));
        await WaitForAsync(stranger, ShutOut);
        Dictionary<string, string> noPassword = With(cluster.Settings, certificates.Issue());
        noPassword["RAG__Cluster__Redis"] = cluster.Settings["RAG__Cluster__Redis"].Split(',')[0];
        await using SiloProcess locked = SiloProcess.Begin(folder.File("locked"), noPassword);
        await WaitForAsync(locked, "NOAUTH");

        Assert.False(await plain.IsReadyAsync() || await stranger.IsReadyAsync() || await locked.IsReadyAsync());
        Assert.DoesNotContain(Password, plain.Log + stranger.Log + locked.Log, StringComparison.Ordinal);
        await cluster.WaitUntilActiveAsync(2);
        FoundTokens texts = new();
        Assert.True(await texts.UploadAsync(client, new Random(5), count: 4));
        await texts.SearchOnceAsync(new RagClient(cluster.Silo(1).Http), new Random(7));
        Assert.Empty(texts.Wrong);
        Assert.All(cluster.Running, pair => Assert.False(pair.Silo.HasExited, pair.Silo.Log));

        // Being asked to end while it joins is no failure; on a slow machine the others may have declared it dead before.
        plain.Signal("TERM");
        Assert.True(await plain.WaitForExitAsync(TestPatience.Max), plain.Log);
        Assert.True(plain.ExitCode == 0 || Says(plain, DeclaredDead), plain.Log);
    }

    [Fact]
    public async Task PlainPeer_LearnsNothing()
    {
        using ClusterCertificates certificates = new();
        await using LocalCluster cluster = await LocalCluster.StartAsync(silos: 1, own: [certificates.Issue()]);
        IPEndPoint[] listening = [.. Listening(cluster.Silo(0).Id).Where(end => end.Port != cluster.Silo(0).Http.BaseAddress!.Port)];
        Assert.Equal(2, listening.Length);
        foreach (IPEndPoint endpoint in listening)
        {
            using TcpClient peer = new();
            await peer.ConnectAsync(endpoint);
            NetworkStream stream = peer.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes("GET /api/v1/status HTTP/1.1\r\nHost: silo\r\n\r\n"));
            using MemoryStream answer = new();
            using CancellationTokenSource late = new(TestPatience.Max);
            try
            {
                await stream.CopyToAsync(answer, late.Token);
            }
            catch (IOException)
            {
                // Reset, which says nothing either.
            }

            // TLS's alert, and nothing that the silo itself would say.
            Assert.True(answer.Length == 0 || (answer.Length <= 16 && answer.ToArray()[0] == 21), Convert.ToHexString(answer.ToArray()));
        }
    }

    [Fact]
    public async Task ServerThatOthersReach_AsksForCredentials()
    {
        await using SiloNetwork network = await SiloNetwork.CreateAsync(1);
        using TempFolder folder = new();
        await using SiloProcess silo = await SiloProcess.StartAsync(folder.FullPath, wrapper: network.RunOn(0), host: network.Host(0));
        using HttpResponseMessage refused = await silo.Http.GetAsync("/api/v1/collections");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        await WaitForAsync(silo, "sk-rag-");
    }

    [Fact]
    public async Task Silos_ListenOnTheAddressThatTheyAdvertise_AndNoOther()
    {
        await using SiloNetwork network = await SiloNetwork.CreateAsync(2);
        await using LocalCluster cluster = await LocalCluster.StartAsync(silos: 2, network);
        foreach ((int index, SiloProcess silo) in cluster.Running)
        {
            IPEndPoint[] listening = [.. Listening(silo.Id)];
            // For HTTP, silos and clients.
            Assert.Equal(3, listening.Length);
            Assert.All(listening, endpoint => Assert.Equal(network.Host(index), endpoint.Address.ToString()));
        }
    }

    [Fact]
    public async Task SettingsThatCanNotWork_StopTheStart()
    {
        using ClusterCertificates certificates = new();
        using ClusterCertificates other = new();
        using TempFolder folder = new();
        Dictionary<string, string> good = certificates.Issue();
        (Dictionary<string, string> Settings, string Says)[] cases =
        [
            (With(good, ("RAG__Cluster__Redis", "")), "RAG__Cluster__Redis is not"),
            (With(good, ("RAG__Cluster__Tls__Key", "")), "RAG__Cluster__Tls__Key is missing"),
            (With(good, ("RAG__Cluster__Tls__Authority", "/nowhere.crt")), "RAG__Cluster__Tls__Authority is '/nowhere.crt'"),
            (With(good, ("RAG__Cluster__Tls__Key", certificates.Issue()["RAG__Cluster__Tls__Key"])), "RAG__Cluster__Tls__Certificate"),
            (With(good, ("RAG__Cluster__Tls__Authority", other.Authority)), "not valid under RAG__Cluster__Tls__Authority"),
            (certificates.Issue(validDays: -1), "not valid under RAG__Cluster__Tls__Authority"),
            (certificates.Issue(usage: "1.3.6.1.5.5.7.3.1"), "serverAuth and clientAuth"),
            (new() { ["RAG__Cluster__AdvertisedHost"] = "0.0.0.0" }, "RAG__Cluster__AdvertisedHost is 0.0.0.0"),
            (new() { ["RAG__Cluster__AdvertisedHost"] = "192.0.2.251" }, "no address of this machine"),
        ];
        Dictionary<string, string> cluster = new()
        {
            ["RAG__Cluster__Redis"] = "127.0.0.1:1",
            ["RAG__Storage__Provider"] = "postgres",
            ["RAG__Storage__Postgres__ConnectionString"] = (await TestKit.Servers.PostgresServer.SharedAsync()).ConnectionString(),
        };
        foreach ((Dictionary<string, string> settings, string says) in cases)
        {
            (int code, string log) = await SiloProcess.RunToExitAsync(folder.File("data"), With(cluster, settings));
            Assert.True(code == 1, log);
            Assert.Contains(says, log, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", log, StringComparison.Ordinal);
        }
    }

    private static Dictionary<string, string> With(
        IReadOnlyDictionary<string, string> settings,
        IReadOnlyDictionary<string, string> further
    )
    {
        Dictionary<string, string> all = new(settings);
        foreach ((string name, string value) in further)
            all[name] = value;
        return all;
    }

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> settings, (string Name, string Value) one) =>
        With(settings, new Dictionary<string, string> { [one.Name] = one.Value });

    private static bool Says(SiloProcess silo, string[] texts) => texts.Any(text => silo.Log.Contains(text, StringComparison.Ordinal));

    private static async Task WaitForAsync(SiloProcess silo, params string[] texts)
    {
        using CancellationTokenSource late = new(TestPatience.Max);
        while (!Says(silo, texts))
        {
            Assert.False(silo.HasExited, silo.Log);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, late.Token);
        }
    }

    // proc(5): the sockets of the process's network that listen (state 0A), those of them that it holds itself.
    private static IEnumerable<IPEndPoint> Listening(int process)
    {
        string[] held = [.. Directory.GetFiles($"/proc/{process}/fd").Select(Target)];
        foreach (string table in (string[])["tcp", "tcp6"])
        {
            foreach (
                string[] row in File.ReadLines($"/proc/{process}/net/{table}")
                    .Skip(1)
                    .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            )
            {
                if (row[3] != "0A" || !held.Contains($"socket:[{row[9]}]"))
                    continue;
                string[] place = row[1].Split(':');
                // Four bytes at a time in the machine's order.
                byte[] address = [.. Convert.FromHexString(place[0]).Chunk(4).SelectMany(word => word.Reverse())];
                yield return new IPEndPoint(new IPAddress(address), Convert.ToInt32(place[1], 16));
            }
        }
    }

    // What listens stays; other files and connections close while the list is read.
    private static string Target(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name ?? "";
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
