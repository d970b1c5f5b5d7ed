namespace Orleans.Runtime;

/// <summary>Wraps the streams of connections, for example in TLS.</summary>
internal interface IConnectionSecurity
{
    Task<Stream> SecureClientAsync(Stream stream, System.Net.IPEndPoint endpoint, CancellationToken cancellationToken);

    Task<Stream> SecureServerAsync(Stream stream, CancellationToken cancellationToken);
}
