namespace RagCluster.Client;

/// <summary>Where the server is and how it is asked.</summary>
public sealed class RagClientOptions
{
    /// <summary>The server's address, for example <c>http://127.0.0.1:8080</c>, or those of several silos of one cluster.</summary>
    public IList<Uri> Servers { get; } = [];

    /// <summary>An API key or a token; null for a server that asks for no credentials.</summary>
    public string? ApiKey { get; set; }

    /// <summary>How long a whole response may take, and the beginning of a streamed one.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Whether writes of documents and collections carry an <c>Idempotency-Key</c>, so that a repeat happens once.</summary>
    public bool UseIdempotencyKeys { get; set; } = true;

    /// <summary>How often a call is tried again.</summary>
    public RagRetryOptions Retry { get; } = new();

    /// <summary>What is wrong with the options, each a sentence that names the option; empty when nothing is.</summary>
    public IEnumerable<string> Faults()
    {
        if (Servers.Count == 0)
            yield return "RagClientOptions.Servers is empty: add the server's address, for example http://127.0.0.1:8080.";
        foreach (Uri server in Servers)
        {
            if (!server.IsAbsoluteUri || server.Scheme is not ("http" or "https"))
                yield return $"RagClientOptions.Servers has '{server}': give an http or https address, for example http://127.0.0.1:8080.";
        }

        if (Timeout <= TimeSpan.Zero)
            yield return $"RagClientOptions.Timeout is {Timeout}: set a positive time, for example 00:01:40.";
        if (Retry.RetriesMax is < 0 or > 100)
            yield return $"RagClientOptions.Retry.RetriesMax is {Retry.RetriesMax}: set it between 0 and 100.";
        if (Retry.WaitMax < TimeSpan.Zero)
            yield return $"RagClientOptions.Retry.WaitMax is {Retry.WaitMax}: set 00:00:00 or more.";
        if (Retry.PauseMin <= TimeSpan.Zero)
            yield return $"RagClientOptions.Retry.PauseMin is {Retry.PauseMin}: set a positive time, for example 00:00:00.200.";
    }

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Something is wrong with them; the message names it.</exception>
    internal RagClientOptions Checked() =>
        Faults().FirstOrDefault() is { } fault ? throw new ArgumentException(fault, nameof(RagClientOptions)) : this;
}
