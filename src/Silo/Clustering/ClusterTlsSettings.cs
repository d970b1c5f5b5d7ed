namespace RagCluster.Silo.Clustering;

/// <summary>
/// TLS between silos. Section <c>Cluster:Tls</c>: <c>RAG__Cluster__Tls__Certificate</c> and so on. A silo shows the others its certificate
/// and takes only those that the cluster's authority issued, in both directions: holding one is the secret that the silos share.
/// </summary>
internal sealed class ClusterTlsSettings
{
    /// <summary>The configuration section.</summary>
    internal const string Section = "Cluster:Tls";

    /// <summary>This silo's certificate, a PEM file; empty for connections without TLS.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>The certificate's private key, a PEM file.</summary>
    public string Key { get; set; } = "";

    /// <summary>The certificates of the authority that issues the silos', a PEM file: of this cluster only, not a public one.</summary>
    public string Authority { get; set; } = "";

    /// <summary>Whether TLS is on.</summary>
    internal bool IsOn => Certificate.Length + Key.Length + Authority.Length > 0;

    /// <summary>What is wrong, naming the setting and the fix.</summary>
    internal IEnumerable<string> Validate(bool isShared)
    {
        if (!IsOn)
            yield break;
        if (!isShared)
            yield return "RAG__Cluster__Tls__Certificate is set and RAG__Cluster__Redis is not: TLS is between silos. Set "
                + "RAG__Cluster__Redis, or leave RAG__Cluster__Tls out.";
        foreach (
            (string name, string path) in ((string, string)[])
                [(nameof(Certificate), Certificate), (nameof(Key), Key), (nameof(Authority), Authority)]
        )
        {
            if (path.Length == 0)
                yield return $"RAG__Cluster__Tls__{name} is missing: TLS between silos needs Certificate, "
                    + $"Key and Authority, a PEM file each.";
            else if (!File.Exists(path))
                yield return $"RAG__Cluster__Tls__{name} is '{path}', and there is no such file: name a PEM file.";
        }
    }
}
