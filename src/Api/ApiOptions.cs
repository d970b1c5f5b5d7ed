using System.Net;

namespace RagCluster.Api;

/// <summary>Limits of the HTTP interface. Section <c>Api</c>: <c>RAG__Api__DocumentBytesMax</c> and so on.</summary>
public sealed class ApiOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Api";

    /// <summary>
    /// The largest document, in bytes. 32 MiB holds every manual that people write; a larger file is usually an archive or a scan.
    /// </summary>
    public long DocumentBytesMax { get; set; } = 32L << 20;

    /// <summary>The largest request, in bytes: several documents in one upload.</summary>
    public long UploadBytesMax { get; set; } = 128L << 20;

    /// <summary>
    /// The largest request that adds no documents, in bytes: a search, a conversation, texts to embed. 16 MiB is more than any of them is.
    /// </summary>
    public long RequestBytesMax { get; set; } = 16L << 20;

    /// <summary>The most documents in one request.</summary>
    public int DocumentsPerRequestMax { get; set; } = 1000;

    /// <summary>
    /// The most bytes of uploads in memory at once, over the whole server; an eighth of the memory that the process may use when left out,
    /// since an upload takes several times its bytes while it is stored. Further uploads wait; one that is larger is read alone.
    /// </summary>
    public long? UploadMemoryMax { get; set; }

    /// <summary>How long an upload waits for memory before it gets 429.</summary>
    public TimeSpan UploadWaitMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary><see cref="UploadMemoryMax"/>, or what is taken in its place.</summary>
    internal long UploadMemory => UploadMemoryMax ?? (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8);

    /// <summary>How long <c>?wait=true</c> waits for indexing before it answers with the unfinished job.</summary>
    public TimeSpan WaitMax { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Shards of a collection whose creator does not say, 1 to 64. Four of them keep three silos busy; alone, one is enough.
    /// </summary>
    public int ShardsDefault { get; set; } = 1;

    /// <summary>
    /// Replicas of each shard where the creator does not say, 1 to 8. Two outlive a silo; alone, one is all there can be.
    /// </summary>
    public int ReplicasDefault { get; set; } = 1;

    /// <summary>
    /// Names under which clients may ask this server beside the loopback names and its own addresses, with commas between:
    /// <c>rag.example.org</c>, <c>*.example.org</c> for every name below one, <c>*</c> for any, where a proxy in front has checked the
    /// name.
    /// </summary>
    public string AllowedHosts { get; set; } = "";

    /// <summary>The names of <see cref="AllowedHosts"/>.</summary>
    internal string[] AllowedHostNames =>
        AllowedHosts.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// The proxies in front of this server whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed, with commas between:
    /// addresses or networks, <c>10.0.0.0/8</c>. Left out, nobody's are.
    /// </summary>
    public string Proxies { get; set; } = "";

    /// <summary>The networks of <see cref="Proxies"/>.</summary>
    internal IPNetwork[] ProxyNetworks => [.. ProxyNames.Select(Network).OfType<IPNetwork>()];

    private string[] ProxyNames => Proxies.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What is wrong with these options, naming the setting and the fix; empty when nothing is.</summary>
    public IEnumerable<string> Validate()
    {
        if (DocumentBytesMax is < 1 or > 1L << 31)
            yield return $"RAG__Api__DocumentBytesMax is {DocumentBytesMax}: set it between 1 and {1L << 31}.";
        if (UploadBytesMax < DocumentBytesMax)
            yield return $"RAG__Api__UploadBytesMax ({UploadBytesMax}) is below RAG__Api__DocumentBytesMax ({DocumentBytesMax}): raise the "
                + $"first or lower the second.";
        if (RequestBytesMax < 64 << 10 || RequestBytesMax > UploadBytesMax)
            yield return $"RAG__Api__RequestBytesMax is {RequestBytesMax}: set it between {64 << 10} and RAG__Api__UploadBytesMax "
                + $"({UploadBytesMax}).";
        if (DocumentsPerRequestMax is < 1 or > 100_000)
            yield return $"RAG__Api__DocumentsPerRequestMax is {DocumentsPerRequestMax}: set it between 1 and 100000.";
        if (ShardsDefault is < 1 or > 64)
            yield return $"RAG__Api__ShardsDefault is {ShardsDefault}: set it between 1 and 64.";
        if (ReplicasDefault is < 1 or > 8)
            yield return $"RAG__Api__ReplicasDefault is {ReplicasDefault}: set it between 1 and 8.";
        if (UploadMemoryMax is < 1 << 20)
            yield return $"RAG__Api__UploadMemoryMax is {UploadMemoryMax}: set at least {1 << 20} bytes, or leave it out.";
        if (UploadWaitMax < TimeSpan.Zero || UploadWaitMax > TimeSpan.FromMinutes(10))
            yield return $"RAG__Api__UploadWaitMax is {UploadWaitMax}: set it between 00:00:00 and 00:10:00.";
        if (AllowedHostNames.FirstOrDefault(name => !IsHost(name)) is { } wrong)
            yield return $"RAG__Api__AllowedHosts has '{wrong}': set names without scheme and port, for "
                + $"example rag.example.org,*.example.org.";
        if (ProxyNames.FirstOrDefault(name => Network(name) is null) is { } unknown)
            yield return $"RAG__Api__Proxies has '{unknown}': set addresses or networks, for example 10.1.2.3,10.8.0.0/16.";
        if (WaitMax <= TimeSpan.Zero)
            yield return $"RAG__Api__WaitMax is {WaitMax}: set a positive time, for example 00:02:00.";
    }

    private static IPNetwork? Network(string name) =>
        IPNetwork.TryParse(name, out IPNetwork network) ? network
        : IPAddress.TryParse(name, out IPAddress? address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;

    private static bool IsHost(string name) =>
        name == "*" || Uri.CheckHostName(name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name) != UriHostNameType.Unknown;
}
