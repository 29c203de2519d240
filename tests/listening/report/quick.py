import json
from .kinds import *
from .corpus import *
t=sellers(labelled()); b=sellers(bare(labelled()))
print(len(t)); print(agreement(t)); print(agreement(b)); print(readers(t)); 
for x in calibration(t): print(x)
for k,v in by_kind(t,'first').items(): print(k,{a:round(c,2) for a,c in v.items()})
print(confused(t))
