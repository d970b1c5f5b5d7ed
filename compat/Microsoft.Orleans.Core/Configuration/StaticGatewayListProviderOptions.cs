namespace Orleans.Configuration;

/// <summary>The gateways of a cluster that does not change.</summary>
public class StaticGatewayListProviderOptions
{
    public List<Uri> Gateways { get; set; } = [];
}
