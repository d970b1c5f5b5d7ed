namespace Orleans.Runtime;

/// <summary>Is told when a silo changes its status.</summary>
internal interface ISiloStatusListener
{
    void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status);
}
