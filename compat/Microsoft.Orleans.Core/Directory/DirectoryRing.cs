namespace Orleans.Runtime;

/// <summary>Which active silo keeps a grain's entry: the one with the highest hash of silo and grain together. When a silo comes or goes
/// only its own share moves. Source: Thaler and Ravishankar, A Name-Based Mapping Scheme for Rendezvous, 1996.</summary>
internal static class DirectoryRing
{
    public static SiloAddress? OwnerOf(MembershipView view, GrainId grain)
    {
        SiloAddress? owner = null;
        uint best = 0u;
        uint hash = grain.GetUniformHashCode();
        foreach (SiloAddress silo in view.Active)
        {
            uint weight = Mix(unchecked((uint)silo.GetConsistentHashCode()) ^ hash);
            if (owner is not null && weight <= best)
                continue;
            (owner, best) = (silo, weight);
        }

        return owner;
    }

    // The finalizer of MurmurHash3.
    private static uint Mix(uint value)
    {
        value = (value ^ (value >> 16)) * 0x85ebca6b;
        value = (value ^ (value >> 13)) * 0xc2b2ae35;
        return value ^ (value >> 16);
    }
}
