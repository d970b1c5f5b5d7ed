namespace Orleans.Runtime;

/// <summary>Which sockets a silo opens: none while it is alone in its cluster and nobody asked for endpoints.</summary>
internal sealed class TransportOptions
{
    public bool ListensForSilos { get; set; }

    public bool ListensForClients { get; set; }

    /// <summary>How many bytes may wait to be written to one connection before calls are refused.</summary>
    public int BacklogBytesMax { get; set; } = 64 << 20;
}
