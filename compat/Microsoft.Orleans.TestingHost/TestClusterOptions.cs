namespace Orleans.TestingHost;

/// <summary>The shape of a test cluster.</summary>
public class TestClusterOptions
{
    public string ClusterId { get; set; } = null!;

    public string ServiceId { get; set; } = null!;

    public int BaseSiloPort { get; set; }

    public int BaseGatewayPort { get; set; }

    public bool UseTestClusterMembership { get; set; }

    public bool InitializeClientOnDeploy { get; set; }

    public short InitialSilosCount { get; set; }

    public bool ConfigureFileLogging { get; set; } = true;

    public bool AssumeHomogenousSilosForTesting { get; set; }
}
