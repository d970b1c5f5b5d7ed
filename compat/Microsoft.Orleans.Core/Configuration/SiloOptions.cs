namespace Orleans.Configuration;

/// <summary>The silo's name.</summary>
public class SiloOptions
{
    public string SiloName { get; set; } = null!;
}
